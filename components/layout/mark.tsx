/** A receipt with a tick: the portal's own mark, in the brand colour. The name beside it says what it is. */
export function Logo() {
  return (
    <svg viewBox="4.5 3.5 23 25" className="h-7 w-auto shrink-0" aria-hidden="true" focusable="false">
      <path
        className="fill-brand"
        d="M6 3.5h20a1.5 1.5 0 0 1 1.5 1.5v23.4l-3.8-2.5-3.9 2.6-3.8-2.6-3.8 2.6-3.9-2.6-3.8 2.5V5A1.5 1.5 0 0 1 6 3.5Z"
      />
      <path
        className="fill-none stroke-on-action"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="2.8"
        d="m10.2 14.6 4 4 7.6-8"
      />
    </svg>
  )
}
