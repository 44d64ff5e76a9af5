import { toast } from './ui/Toast.tsx';

/** Put a text where it can be pasted from, and say so; without https a browser has no such place. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied');
  } catch {
    toast('This browser does not let us copy: mark the text and press Ctrl C.', { kind: 'problem' });
  }
}
