import { useTranslations } from 'next-intl'
import { Heading } from '#components/ui/heading.tsx'

const STEPS = ['choose', 'check', 'send'] as const

/** The road of a file in three steps. */
export function HowItWorks() {
  const t = useTranslations('start.how')
  return (
    <ol className="grid gap-8 md:grid-cols-3 md:gap-10">
      {STEPS.map((step, index) => (
        <li key={step} className="grid grid-cols-[auto_1fr] content-start gap-x-4 gap-y-2 md:grid-cols-1">
          <span
            aria-hidden="true"
            className="grid size-10 place-items-center rounded-full border-2 border-brand text-large font-bold text-brand"
          >
            {index + 1}
          </span>
          <div className="grid gap-1.5">
            <Heading level={3}>{t(`${step}.title`)}</Heading>
            <p className="text-muted">{t(`${step}.text`)}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}
