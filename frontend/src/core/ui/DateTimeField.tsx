import { useSignal } from '@preact/signals';
import { fromWall, hereZone, sayDateTime, zoneName, zones } from '../time.ts';
import { Field, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import { Select } from './inputs.tsx';

/** A time as it stands on a clock on the wall, and where the wall is. */
export interface WallTime {
  /** "2027-03-12T15:00", or "" when none is chosen */
  wall: string;
  /** IANA name */
  zone: string;
}

/** The zone is always in view; where it is not this device's, so is the time it means here. */
export function DateTimeField({ value, onChange, name, disabled, ...field }: FieldProps<WallTime>) {
  const choosing = useSignal(false);
  const at = value.wall ? fromWall(value.wall, value.zone) : null;
  const elsewhere = at && value.zone !== hereZone;
  return (
    <div class="stack date-time">
      <Field
        {...field}
        hint={
          <>
            {value.zone.replaceAll('_', ' ')} ({zoneName(value.zone, at ?? undefined)})
            {elsewhere && <> · {sayDateTime(at)} where you are</>}{' '}
            {!choosing.value && (
              <button type="button" class="link" onClick={() => (choosing.value = true)}>
                Other time zone
              </button>
            )}
            {field.hint && <> · {field.hint}</>}
          </>
        }
      >
        {({ id, describedBy, invalid }) => (
          <span class="input-box">
            <Icon name="calendar" />
            <input
              id={id}
              class="input"
              type="datetime-local"
              name={name}
              value={value.wall}
              disabled={disabled}
              required={field.required}
              aria-invalid={invalid}
              aria-describedby={describedBy}
              onInput={event => onChange({ ...value, wall: event.currentTarget.value })}
            />
          </span>
        )}
      </Field>
      {choosing.value && (
        <Select
          label="Time zone"
          value={value.zone}
          options={zones().map(zone => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          onChange={zone => onChange({ ...value, zone })}
        />
      )}
    </div>
  );
}
