const PATHS = {
  info: 'M12 7.5v.01M12 11v6',
  success: 'm7.5 12.5 3 3 6-7',
  warning: 'M12 9.5v4.5M12 17.2v.01',
  danger: 'm8.5 8.5 7 7m0-7-7 7',
  waiting: 'M12 7.5V12l3 2',
  neutral: 'M8 12h8',
  menu: 'M4 7h16M4 12h16M4 17h16',
  arrow: 'M5 12h14m-6-6 6 6-6 6',
  chevron: 'm6 9 6 6 6-6',
} as const

export type IconName = keyof typeof PATHS

const RING: IconName[] = ['info', 'success', 'danger', 'waiting', 'neutral']

/** Decorative: always beside text. */
export function Icon({ name, className = 'size-6' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={`shrink-0 fill-none stroke-current ${className}`}
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {RING.includes(name) && <circle cx="12" cy="12" r="10" />}
      {name === 'warning' && (
        <path d="M10.9 3.6 1.9 19a1.3 1.3 0 0 0 1.1 2h18a1.3 1.3 0 0 0 1.1-2l-9-15.4a1.3 1.3 0 0 0-2.2 0Z" />
      )}
      <path d={PATHS[name]} />
    </svg>
  )
}
