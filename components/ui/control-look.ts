/** The classes that text fields and selects share. */
export const CONTROL =
  'min-h-12 w-full rounded-small border border-edge bg-page px-3 py-2.5 text-ink placeholder:text-muted aria-invalid:border-2 aria-invalid:border-danger'
