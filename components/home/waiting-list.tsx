// Here: the parts of Hem: what needs the person, and the last submissions. Words of a state come from components/submission.
import { useLocale, useTranslations } from 'next-intl'
import { headlineValues, situationOf } from '#components/submission/situation.ts'
import { STATE_TABLE } from '#components/submission/state-table.ts'
import { tellerName } from '#components/submission/teller-name.ts'
import { Heading } from '#components/ui/heading.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ListedSubmission } from '#lib/submissions/list-submissions.ts'

/** What somebody must do something about: what has happened, and what to do. */
export function WaitingList({ waiting }: { waiting: ListedSubmission[] }) {
  return (
    <ul className="grid gap-4">
      {waiting.map((submission) => (
        <Entry key={submission.reference} submission={submission} />
      ))}
    </ul>
  )
}

function Entry({ submission }: { submission: ListedSubmission }) {
  const t = useTranslations('home.waiting')
  const status = useTranslations('status')
  const settle = useTranslations('settle')
  const values = headlineValues(submission, useLocale(), new Date())
  const situation = situationOf(submission.state)
  const { contradictedAt, settledName, dealtWithAt } = submission
  const isContradicted = contradictedAt !== null && dealtWithAt === null
  const name = tellerName(settledName, settle('support'))
  const isRefused = STATE_TABLE[submission.state.kind].tone === 'danger'
  return (
    <li
      className={`grid grid-cols-[auto_1fr] gap-x-3 rounded-card border border-l-4 p-5 ${isRefused ? 'border-danger bg-danger-tint' : 'border-warning-line bg-warning-tint'}`}
    >
      <Icon name={isRefused ? 'danger' : 'warning'} className={`size-6 ${isRefused ? 'text-danger' : 'text-warning'}`} />
      <div className="grid min-w-0 gap-1.5">
        <Heading level={3} look={4}>
          {isContradicted ? settle('contradicted') : status(`${situation}.headline`, values)}
        </Heading>
        <p>{isContradicted ? settle('contradictedText', { name }) : status(`${situation}.now`)}</p>
        <p className="wrap-anywhere">
          <TextLink href={`/inlamningar/${submission.reference}`}>{t('open', { file: submission.fileName })}</TextLink>
        </p>
        <p className="text-small text-muted">
          {t('handedIn')} <Time at={submission.submittedAt} />
        </p>
      </div>
    </li>
  )
}
