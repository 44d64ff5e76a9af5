import { newId } from '../core/api.ts';
import { answered, unreachable } from '../core/online.ts';
import { OfflineError, problemOf } from '../core/problem.ts';

export interface Upload {
  done: Promise<void>;
  cancel: () => void;
}

/**
 * Send one file as it is, saying how much has gone. XMLHttpRequest, for fetch tells nothing of what it has sent. The key
 * is the caller's, so that a second try of the same file cannot make it two.
 */
export function upload(noteId: string, file: File, key: string, onSent: (bytes: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<void>((resolve, reject) => {
    request.open('POST', `/api/v1/notes/${noteId}/attachments?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = event => onSent(event.loaded);
    request.onload = () => {
      answered();
      if (request.status >= 200 && request.status < 300) resolve();
      else problemOf(new Response(request.responseText || null, { status: request.status, headers: { 'content-type': request.getResponseHeader('content-type') ?? '' } })).then(reject, reject);
    };
    request.onerror = () => {
      unreachable();
      reject(new OfflineError());
    };
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

export const uploadKey = newId;
