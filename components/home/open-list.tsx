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

/** Who looks: a reader sees what it is, and does nothing about it. */
type Viewer = 'handler' | 'reader'
type NeedingProps = { rows: OpenSubmission[]; for: Viewer; now: Date }

/** Files from FK that are soon removed: when, and one button. */
export function NearPurgeList({ files, for: who }: { files: NearPurge[]; for: Viewer }) {
  return (
    <OpenList>
      {files.map((file) => (
        <FileRow key={file.id} file={file} for={who} />
      ))}
    </OpenList>
  )
}

/** What needs a person: the submission, why, and one button. */
export function NeedingList({ rows, for: who, now }: NeedingProps) {
  const t = useTranslations('home.waiting.doing')
  return (
    <OpenList>
      {rows.map((row) => (
        <OpenRow key={row.reference} row={row} lastDay={row.lastDay && <LastDay day={row.lastDay} now={now} />}>
          {who === 'handler' && (
            <RowButton href={`/inlamningar/${row.reference}`} name={row.fileName}>
              {t(DOING[stateInList(row).word] ?? 'open')}
            </RowButton>
          )}
        </OpenRow>
      ))}
    </OpenList>
  )
}

/** What is on its way, the most urgent first. Nothing is to be done about it, so no last day is told. */
export function UnderWayList({ rows }: { rows: OpenSubmission[] }) {
  return (
    <OpenList>
      {rows.map((row) => (
        <OpenRow key={row.reference} row={row} />
      ))}
    </OpenList>
  )
}

function FileRow({ file: { id, name, days, fetchedAt }, for: who }: { file: NearPurge; for: Viewer }) {
  const t = useTranslations('home.waiting')
  const inbox = useTranslations('inbox')
  return (
    <li className={ROW}>
      <div className="grid min-w-0 gap-0.5">
        <RowName href={`/inkorg/${id}`}>{name}</RowName>
        <span className="flex flex-wrap gap-x-4 text-small">
          <StatusDot tone="warning">{inbox('removed', { days })}</StatusDot>
          <span className="text-muted">{t(fetchedAt ? 'fileOpen' : 'fileNew')}</span>
        </span>
      </div>
      {who === 'handler' && (
        <RowButton href={`/inkorg/${id}`} name={name}>
          {t(`doing.${fetchedAt ? 'acknowledge' : 'fetch'}`)}
        </RowButton>
      )}
    </li>
  )
}

function RowName({ href, children }: { href: string; children: ReactNode }) {
  return (
    <span className="line-clamp-2 wrap-anywhere">
      <TextLink href={href}>{children}</TextLink>
    </span>
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

function OpenRow({ row, lastDay, children }: { row: OpenSubmission; lastDay?: ReactNode; children?: ReactNode }) {
  const t = useTranslations('home')
  return (
    <li className={ROW}>
      <div className="grid min-w-0 gap-0.5">
        <RowName href={`/inlamningar/${row.reference}`}>{row.fileName}</RowName>
        <span className="flex flex-wrap gap-x-4 text-small">
          <StateWord row={row} />
          <span className="text-muted">
            {t('handedIn')} <Time at={row.submittedAt} form="table" />
          </span>
          {lastDay}
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
