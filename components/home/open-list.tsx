// Here: the parts of Hem: what needs the person, what is on its way, and what went last. Words of a state come from components/submission.
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { stateInList } from '#components/submission/state-in-list.ts'
import { StateWord } from '#components/submission/state-word.tsx'
import { Deadline } from '#components/ui/deadline.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import type { NearPurge } from '#lib/deliveries/near-purge.ts'
import { LIMITS } from '#lib/limits.ts'
import type { OpenSubmission } from '#lib/submissions/list-open.ts'
import { dayDistance } from '#lib/text/day-distance.ts'
import type { homeTexts } from '#lib/text/home.ts'
import type { Situation } from '#lib/text/status.ts'

type Doing = keyof typeof homeTexts.sv.waiting.doing

/** What is done about it. */
const DOING: Partial<Record<Situation | 'contradicted', Doing>> = {
  unknownHeld: 'answer',
  forgotten: 'answer',
  disputed: 'answer',
  gaveUp: 'resend',
  notArrived: 'resend',
  damaged: 'again',
  refused: 'correct',
  disapproved: 'correct',
  contradicted: 'compare',
}

type Props = { rows: OpenSubmission[]; for: 'handler' | 'reader'; now: Date }

/** What needs a person: the file, why, and one button. First the files from FK that are soon removed. */
export function NeedingList({ rows, files, for: who, now }: Props & { files: NearPurge[] }) {
  const t = useTranslations('home.waiting.doing')
  return (
    <OpenList>
      {files.map((file) => (
        <FileRow key={file.id} file={file} for={who} />
      ))}
      {rows.map((row) => (
        <OpenRow key={row.reference} row={row} now={now} name={row.fileName} lastDay="always">
          <RowButton href={`/inlamningar/${row.reference}`} name={row.fileName}>
            {t(who === 'reader' ? 'open' : (DOING[stateInList(row).word] ?? 'open'))}
          </RowButton>
        </OpenRow>
      ))}
    </OpenList>
  )
}

/** What is on its way, the most urgent first. */
export function UnderWayList({ rows, now }: Omit<Props, 'for'>) {
  return (
    <OpenList>
      {rows.map((row) => (
        <OpenRow
          key={row.reference}
          row={row}
          now={now}
          lastDay="ahead"
          name={<TextLink href={`/inlamningar/${row.reference}`}>{row.fileName}</TextLink>}
        />
      ))}
    </OpenList>
  )
}

function FileRow({ file: { id, name, days, fetchedAt }, for: who }: { file: NearPurge; for: Props['for'] }) {
  const t = useTranslations('home.waiting')
  const inbox = useTranslations('inbox')
  const doing = fetchedAt ? 'acknowledge' : 'fetch'
  return (
    <li className={ROW}>
      <div className="grid min-w-0 gap-0.5">
        <span className="line-clamp-2 wrap-anywhere">{name}</span>
        <span className="flex flex-wrap gap-x-4 text-small">
          <StatusDot tone="warning">{inbox('removed', { days })}</StatusDot>
          <span className="text-muted">{t(fetchedAt ? 'fileOpen' : 'fileNew')}</span>
        </span>
      </div>
      <RowButton href={`/inkorg/${id}`} name={name}>
        {t(`doing.${who === 'reader' ? 'open' : doing}`)}
      </RowButton>
    </li>
  )
}

function RowButton({ href, name, children }: { href: string; name: string; children: ReactNode }) {
  return (
    <LinkButton kind="secondary" size="small" href={href} className="min-h-11 shrink-0 self-start sm:self-auto">
      {children}
      <VisuallyHidden>: {name}</VisuallyHidden>
    </LinkButton>
  )
}

const ROW = 'flex min-h-11 flex-col justify-between gap-x-4 gap-y-2 py-2 sm:flex-row sm:items-center'

function OpenList({ children }: { children: ReactNode }) {
  return <ul className="divide-y divide-line border-y border-line">{children}</ul>
}

/** `ahead`: the last day is told only when it has not passed. */
type RowProps = { lastDay: 'always' | 'ahead'; row: OpenSubmission; now: Date; name: ReactNode; children?: ReactNode }

function OpenRow({ row, now, name, lastDay, children }: RowProps) {
  const t = useTranslations('home')
  const locale = useLocale()
  const isPast = row.lastDay !== null && dayDistance(row.lastDay, locale, now).days < 0
  return (
    <li className={ROW}>
      <div className="grid min-w-0 gap-0.5">
        <span className="line-clamp-2 wrap-anywhere">{name}</span>
        <span className="flex flex-wrap gap-x-4 text-small">
          <StateWord row={row} />
          <span className="text-muted">
            {t('handedIn')} <Time at={row.submittedAt} form="table" />
          </span>
          {row.lastDay && (lastDay === 'always' || !isPast) && <LastDay day={row.lastDay} now={now} />}
        </span>
      </div>
      {children}
    </li>
  )
}

/** The last day of a file that is not with FK. Stands out when it is near or past. */
function LastDay({ day, now }: { day: string; now: Date }) {
  const t = useTranslations('home.lastDay')
  const { days } = dayDistance(day, useLocale(), now)
  return (
    <span className={days <= LIMITS.soonDays ? 'text-warning' : 'text-muted'}>
      {t(days < 0 ? 'past' : 'coming')} <Deadline day={day} now={now} />
    </span>
  )
}
