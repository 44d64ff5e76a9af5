const PREFIX = 'halfhour.draft.';

/** What somebody typed and has not sent, kept on this device until it is sent or dropped. */
export function readDraft<T>(name: string): T | undefined {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined; // storage is closed to us, or the text is of another version
  }
}

export function writeDraft(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // full or closed: the form itself still holds the text
  }
}

export function dropDraft(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // closed: there was none
  }
}

/** At sign-out: the next person at this machine reads nobody's unsent words. */
export function dropAllDrafts(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  } catch {
    // closed: there were none
  }
}
