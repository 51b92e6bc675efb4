import { useTranslations } from 'next-intl'
import { TabLinks } from '#components/ui/tab-links.tsx'
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
  const tabs = ORDER.map((group) => ({
    href: address(group),
    isCurrent: group === current,
    text: (
      <>
        {t(`tab.${GROUP_WORDS[group]}`)}
        {counts && <span className="text-small font-normal text-muted tabular-nums">{countText(counts[group])}</span>}
      </>
    ),
  }))
  return <TabLinks label={t('tabs')} tabs={tabs} />
}

const countText = ({ count, more }: { count: number; more: boolean }): string => `${count}${more ? '+' : ''}`
