import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { sayError } from '../core/problem.ts';
import { invalidate } from '../core/query.ts';
import { Button, IconButton } from '../core/ui/Button.tsx';
import { Icon } from '../core/ui/Icon.tsx';
import { Loaded } from '../core/ui/Loaded.tsx';
import { Menu } from '../core/ui/Menu.tsx';
import { Progress } from '../core/ui/surfaces.tsx';
import { afterFiles, contentOf, removeFile, useFiles } from './api.ts';
import { LARGEST, lookOf, sayBytes, type Attachment } from './note.ts';
import { upload, uploadKey } from './upload.ts';

interface Sending {
  key: string;
  file: File;
  sent: number;
  problem?: string;
  cancel?: () => void;
}

/** What hangs on a note: recordings, pictures, papers. Dropped here or chosen, and on their way at once. */
export function FilesPart({ noteId }: { noteId: string }) {
  const list = useFiles(noteId);
  const sending = useSignal<readonly Sending[]>([]);
  const over = useSignal(false);
  const said = useSignal('');
  const input = useRef<HTMLInputElement>(null);

  const change = (key: string, part: Partial<Sending>) => {
    sending.value = sending.peek().map(one => (one.key === key ? { ...one, ...part } : one));
  };
  const drop = (key: string) => {
    sending.value = sending.peek().filter(one => one.key !== key);
  };

  const send = async ({ key, file }: Sending) => {
    const { done, cancel } = upload(noteId, file, key, sent => change(key, { sent }));
    change(key, { cancel, sent: 0 });
    try {
      await done;
      drop(key);
      said.value = `${file.name} is attached`;
      invalidate(...afterFiles(noteId));
    } catch (error) {
      if (error instanceof DOMException) drop(key);
      else change(key, { problem: sayError(error) });
    }
  };

  const take = async (files: Iterable<File>) => {
    const fresh: Sending[] = [...files].map(file => ({
      key: uploadKey(),
      file,
      sent: 0,
      ...(file.size > LARGEST && { problem: `It has ${sayBytes(file.size)}; a file may have up to ${sayBytes(LARGEST)}.` }),
    }));
    sending.value = [...sending.peek(), ...fresh];
    // one after the other: on a slow line the first is there sooner
    for (const one of fresh) if (!one.problem && sending.peek().some(other => other.key === one.key)) await send(one);
  };

  const again = (one: Sending) => {
    sending.value = sending.peek().map(({ problem: _told, ...other }) => (other.key === one.key ? other : { ...other, ...(_told && { problem: _told }) }));
    void send(one);
  };

  return (
    <section
      class="dashed"
      aria-labelledby="files"
      data-over={over.value || undefined}
      onDragOver={event => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={event => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) over.value = false;
      }}
      onDrop={event => {
        event.preventDefault();
        over.value = false;
        void take(event.dataTransfer?.files ?? []);
      }}
    >
      <div class="row">
        <h2 id="files">Files</h2>
        <span class="spacer" />
        <Button size="s" icon="upload" onClick={() => input.current?.click()}>
          Add files
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Files to attach"
          onChange={event => {
            const chosen = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = ''; // the same file can be chosen again
            void take(chosen);
          }}
        />
      </div>
      <p class="visually-hidden" role="status">
        {said.value}
      </p>
      <Loaded of={list} lines={2} label="Loading files">
        {items => (
          <ul class="lines">
            {items.map(one => (
              <li key={one.id}>
                <FileRow one={one} />
              </li>
            ))}
            {sending.value.map(one => (
              <li key={one.key} class="line-row">
                <div class="line-text">
                  {one.problem ? (
                    <>
                      {one.file.name}
                      <p class="field-error" role="alert">
                        <Icon name="circle-alert" /> {one.problem}
                      </p>
                    </>
                  ) : (
                    <Progress label={`${one.file.name}, ${sayBytes(one.sent)} of ${sayBytes(one.file.size)}`} value={one.sent} max={Math.max(1, one.file.size)} />
                  )}
                </div>
                {one.problem && one.file.size <= LARGEST && (
                  <Button size="s" onClick={() => again(one)}>
                    Try again
                  </Button>
                )}
                <IconButton icon="x" size="s" label={one.problem ? `Leave ${one.file.name}` : `Stop sending ${one.file.name}`} onClick={() => (one.problem ? drop(one.key) : one.cancel ? one.cancel() : drop(one.key))} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {list.items?.length === 0 && !sending.value.length && <p class="muted">Drop a recording, a picture or a paper here.</p>}
    </section>
  );
}

function FileRow({ one }: { one: Attachment }) {
  const look = lookOf(one.media_type);
  const href = contentOf(one);
  return (
    <div class="notes-file">
      <div class="line-row">
        <Icon name="paperclip" />
        <div class="line-text">
          <a class="line-link" href={href} {...(look === 'file' ? { download: one.name } : { target: '_blank', rel: 'noopener' })}>
            {one.name}
          </a>
          <span class="line-more"> {sayBytes(one.size)}</span>
        </div>
        <Menu
          label={`${one.name}: download or delete`}
          icon="ellipsis-vertical"
          size="s"
          items={[
            { label: 'Download', icon: 'download', run: () => save(href, one.name) },
            { label: 'Delete', icon: 'trash-2', danger: true, line: true, run: () => void removeFile(one) },
          ]}
        />
      </div>
      {look === 'image' && (
        <a href={href} target="_blank" rel="noopener" class="notes-picture">
          <img src={href} alt={one.name} loading="lazy" />
        </a>
      )}
      {/* eslint-disable-next-line jsx-a11y-x/media-has-caption -- a recording of one's own has no captions */}
      {look === 'audio' && <audio controls preload="metadata" src={href} aria-label={one.name} />}
      {/* eslint-disable-next-line jsx-a11y-x/media-has-caption -- nor has a film */}
      {look === 'video' && <video controls preload="metadata" src={href} aria-label={one.name} />}
    </div>
  );
}

/** A menu holds no link that saves: press one that is there for the moment. */
function save(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}
