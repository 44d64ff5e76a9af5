/** What a refusal of the API looks like on the wire (RFC 9457, with the field errors of shared conventions). */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  code?: string;
  errors?: { pointer: string; message: string; mend?: string }[];
  [member: string]: unknown;
}

/** The API answered and refused. `message` is fit to be shown to the person. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;
  /** Seconds the server asks us to wait, or null. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null = null) {
    super(inWords(problem));
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code ?? '';
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Field errors by the name a form knows: `/emails/0/address` is kept whole, `/name` becomes `name`. */
  get fields(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const { pointer, message, mend } of this.problem.errors ?? []) {
      found[fieldName(pointer)] ??= mend && mend !== message ? `${message} ${mend}` : message;
    }
    return found;
  }
}

/** What went wrong and what one can do about it; where fields are named, each says its own mend. */
function inWords({ title, detail, errors }: Problem): string {
  const more = detail && detail !== title && !errors?.length ? detail : '';
  return [title, more].filter(Boolean).join(/[.!?…]$/.test(title) ? ' ' : '. ');
}

/** No answer came: the network is away, the server is down, or the request took too long. */
export class OfflineError extends Error {
  constructor(cause?: unknown) {
    super('Halfhour cannot be reached right now. What you typed is kept; try again in a moment.', { cause });
    this.name = 'OfflineError';
  }
}

/** JSON pointer (RFC 6901, also in its fragment form) to a form's field name. */
export function fieldName(pointer: string): string {
  return pointer.replace(/^#?\/?/, '').replace(/~1/g, '/').replace(/~0/g, '~');
}

/** The problem an answer carries; anything that is no problem+json is told as one, so that callers know one shape. */
export async function problemOf(response: Response): Promise<ApiError> {
  const wait = Number(response.headers.get('retry-after'));
  let problem: Problem = { title: 'Something went wrong on the server.', status: response.status };
  if (/json/.test(response.headers.get('content-type') ?? '')) {
    try {
      problem = { ...problem, ...(await response.json()), status: response.status };
    } catch {
      // a cut-off body: the status is what we know
    }
  }
  return new ApiError(problem, Number.isFinite(wait) && wait > 0 ? wait : null);
}

/** What to show for anything that was thrown. */
export function sayError(error: unknown): string {
  if (error instanceof ApiError || error instanceof OfflineError) return error.message;
  return 'Something went wrong in the app itself. Reloading the page usually helps.';
}
