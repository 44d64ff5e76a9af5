import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

export const WARNING = 5; // minutes before the end

const now = signal(Date.now());

/** The time to the second while a screen that tells it is shown. */
export function useClock(): number {
  useEffect(() => {
    const tick = () => (now.value = Date.now());
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, []);
  return now.value;
}

/** What is left of the agreed length, from when it began: "24 minutes left". A tab that was killed tells the same. */
export function timeLeft(startedAt: number, minutes: number, at: number): { said: string; low: boolean; over: boolean } {
  const left = startedAt + minutes * 60_000 - at;
  const whole = Math.ceil(left / 60_000);
  const count = (number: number) => `${number} ${number === 1 ? 'minute' : 'minutes'}`;
  const said = left <= 0 ? (left > -60_000 ? 'Time is up' : `${count(Math.floor(-left / 60_000))} over`) : `${count(whole)} left`;
  return { said, low: left <= WARNING * 60_000, over: left <= 0 };
}
