import { useTranslations } from 'next-intl'
import { DataTable } from '#components/ui/data-table.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ListedApplication } from '#lib/joining/read-application.ts'

/** A person's own applications and those they are named in. */
export function ApplicationList({ applications }: { applications: ListedApplication[] }) {
  const t = useTranslations('joiningPages.list')
  const words = useTranslations('joining')
  return (
    <DataTable
      caption={t('title')}
      rows={applications}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'reference',
          label: t('reference'),
          heads: true,
          cell: ({ reference }) => (
            <span className="whitespace-nowrap">
              <TextLink href={`/anslut/${reference}`}>{reference}</TextLink>
            </span>
          ),
        },
        { key: 'employer', label: t('employer'), cell: ({ employerName }) => employerName || t('unnamed') },
        { key: 'state', label: t('state'), cell: ({ state }) => words(`state.${state}`) },
        { key: 'part', label: t('part'), cell: ({ mine }) => mine.map((part) => words(`part.${part}`)).join(', ') },
        { key: 'changed', label: t('changed'), cell: ({ changedAt }) => <Time at={changedAt} form="table-date" /> },
      ]}
    />
  )
}
