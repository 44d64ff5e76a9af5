import { signal } from '@preact/signals';
import { all, within } from '../core/offline/db.ts';
import { enqueue } from '../core/offline/outbox.ts';
import { sayDateTime } from '../core/time.ts';
import { keep, NOTES, type Recording } from './copies.ts';
import { sortableId, type Desk } from './desk.ts';

const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const PART = 3_000; // ms: what a killed tab loses at most

/** When the recording under way began; null: nothing is recorded. */
export const recordingSince = signal<number | null>(null);
let running: MediaRecorder | undefined;

const lock = (id: string) => `halfhour.recording.${id}`;

/** Record until told to stop; each part is on the disk as it comes. Throws where the microphone is not given. */
export async function record(desk: Desk): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream, { mimeType: TYPES.find(type => MediaRecorder.isTypeSupported(type)) ?? '', audioBitsPerSecond: 48_000 });
  const made: Recording = { id: sortableId(), type: recorder.mimeType.split(';')[0] ?? '', at: Date.now() };
  await keep(desk.account, desk.id, kept => ({ ...kept, recordings: [...(kept.recordings ?? []), made] }));
  let writing: Promise<unknown> = Promise.resolve();
  recorder.ondataavailable = ({ data }) => {
    if (data.size) writing = writing.then(() => within(desk.account, ['parts'], async store => store('parts').add({ of: made.id, blob: data }))).catch(() => (desk.unkept.value = true));
  };
  const over = new Promise<void>(resolve => {
    recorder.onstop = () => resolve();
  });
  recorder.start(PART);
  running = recorder;
  recordingSince.value = made.at;
  // the lock tells other tabs that this recording is alive
  void navigator.locks.request(lock(made.id), async () => {
    await over;
    for (const track of stream.getTracks()) track.stop();
    running = undefined;
    recordingSince.value = null;
    await writing;
    await handOver(desk, made);
  });
}

export const stopRecording = (): void => running?.stop();

/** Into the line of what is sent: a note of the talk, and the sound that hangs on it. */
async function handOver(desk: Desk, { id, type, at }: Recording): Promise<void> {
  const parts = await all<unknown>(desk.account, 'parts', 'of', id);
  if (parts.length) {
    const body = `Recording of the talk, ${sayDateTime(at)}`;
    await enqueue(desk.account, { of: desk.id, label: 'The note of the recording', method: 'POST', path: NOTES, body: { id, kind: 'live', interview_id: desk.id, body }, settledBy: ['id_taken'] });
    const name = `talk-${new Date(at).toISOString().slice(0, 10)}.${type.split('/')[1] ?? 'webm'}`;
    await enqueue(desk.account, { of: desk.id, label: 'The recording', method: 'POST', path: `${NOTES}/${id}/attachments?name=${name}`, body: { type }, recording: id });
  }
  await keep(desk.account, desk.id, kept => ({ ...kept, recordings: kept.recordings?.filter(one => one.id !== id) }));
}

/** A tab that was killed while it recorded: what it had is sent all the same. */
export async function rescue(desk: Desk): Promise<void> {
  for (const made of desk.kept.peek()?.recordings ?? []) {
    await navigator.locks?.request(lock(made.id), { ifAvailable: true }, async free => free && handOver(desk, made));
  }
}
