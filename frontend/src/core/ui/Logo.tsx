/** A clock with its half hour filled. */
export function Logo() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <circle class="logo-ring" cx="12" cy="12" r="10" />
      <path class="logo-half" d="M12 5a7 7 0 0 1 0 14z" />
    </svg>
  );
}
