export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

const SHAPE =
  'inline-flex items-center justify-center gap-2 rounded-small text-center text-balance font-semibold no-underline cursor-pointer transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60 print:hidden'

const SIZES = {
  large: 'min-h-14 px-6 sm:px-8 py-3 text-large',
  medium: 'min-h-12 px-6 py-2.5',
  small: 'min-h-9 px-2 sm:px-3 py-1.5 text-small',
} as const

const KINDS: Record<ButtonKind, string> = {
  primary: 'border-2 border-action bg-action text-on-action hover:border-action-strong hover:bg-action-strong',
  secondary: 'border-2 border-action bg-page text-link hover:bg-hover hover:text-link-strong',
  quiet: 'border-2 border-transparent text-link underline underline-offset-4 hover:bg-hover hover:text-link-strong',
  danger: 'border-2 border-danger bg-page text-danger hover:bg-danger-tint',
}

export type ButtonSize = keyof typeof SIZES

/** The classes that Button and LinkButton share. */
export function buttonLook(kind: ButtonKind, size: ButtonSize, className = ''): string {
  return `${SHAPE} ${SIZES[size]} ${KINDS[kind]} ${className}`
}
