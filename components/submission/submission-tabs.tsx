import { useTranslations } from 'next-intl'
import type { SubmissionGroup } from '#lib/submissions/group-sql.ts'
import type { GroupCounts } from '#lib/submissions/read-group-counts.ts'

export const GROUP_WORDS = { 'needs-person': 'needsPerson', 'under-way': 'underWay', done: 'done', all: 'all' } as const

const ORDER = ['needs-person', 'under-way', 'done', 'all'] as const

type Props = {
  current: SubmissionGroup
  /** Left out while a search is on: they are of all that there is. */
  counts: GroupCounts | undefined
  address: (group: SubmissionGroup) => string
}

/** The list's parts, as links: what needs a person, what is on its way, what is done, all. */
export function SubmissionTabs({ current, counts, address }: Props) {
  const t = useTranslations('submissions.list')
  return (
    <nav aria-label={t('tabs')} className="border-b border-line print:hidden">
      <ul className="-mb-px flex flex-wrap gap-x-5 sm:gap-x-7">
        {ORDER.map((group) => (
          <li key={group}>
            <a
              href={address(group)}
              aria-current={group === current ? 'page' : undefined}
              className="inline-flex min-h-11 items-center gap-1.5 border-b-3 border-transparent text-link no-underline hover:border-edge aria-[current]:border-action aria-[current]:font-semibold aria-[current]:text-ink"
            >
              {t(`tab.${GROUP_WORDS[group]}`)}
              {counts && <span className="text-small font-normal text-muted tabular-nums">{countText(counts[group])}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const countText = ({ count, more }: { count: number; more: boolean }): string => `${count}${more ? '+' : ''}`
