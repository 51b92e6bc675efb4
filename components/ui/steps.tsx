import { Icon } from './icon.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

type Props = {
  /** Names the list for screen readers. */
  label: string
  steps: string[]
  /** Index of the step the person is at. */
  current: number
  doneText: string
}

/** The steps of a task, with the current one marked. */
export function Steps({ label, steps, current, doneText }: Props) {
  return (
    <nav aria-label={label}>
      <ol className="flex flex-wrap gap-x-5 gap-y-2 text-small">
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === current ? 'step' : undefined}
            className={`flex items-center gap-2 ${index === current ? 'font-semibold text-ink' : 'text-muted'}`}
          >
            <span
              aria-hidden="true"
              className={`grid size-6 place-items-center rounded-full border-2 text-small font-semibold ${index === current ? 'border-action bg-action text-on-action' : index < current ? 'border-success text-success' : 'border-edge'}`}
            >
              {index < current ? <Icon name="success" className="size-5" /> : index + 1}
            </span>
            {step}
            {index < current && <VisuallyHidden> ({doneText})</VisuallyHidden>}
          </li>
        ))}
      </ol>
    </nav>
  )
}
