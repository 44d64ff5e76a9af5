/**
 * Do something with what was just changed, once it stands on the screen and before anything else can happen there. A focus
 * moved a frame later may come between two letters that a person types, and take the second one elsewhere.
 */
export const rendered: (act: () => void) => void = queueMicrotask;
