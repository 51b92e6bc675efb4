type Props = { label: string; value?: number; max?: number; text?: string; id?: string }

/** The native <progress>; indeterminate without `value`. Its text is not announced at every change. */
export function ProgressBar({ label, value, max = 100, text, id = 'forlopp' }: Props) {
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap justify-between gap-x-4">
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        {text && <span className="tabular-nums text-muted">{text}</span>}
      </div>
      <progress
        id={id}
        value={value}
        max={max}
        className="h-3 w-full appearance-none overflow-hidden rounded-full border border-edge bg-surface accent-action [&::-moz-progress-bar]:bg-action [&::-webkit-progress-bar]:bg-surface [&::-webkit-progress-value]:bg-action"
      />
    </div>
  )
}
