import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ListedRight } from '#lib/members/list-rights.ts'

type Props = { employerId: string; rights: ListedRight[]; mayChange: boolean }

/** Who may act for the company and until when, with a button for each and one for all. */
export function RightList({ employerId, rights, mayChange }: Props) {
  const t = useTranslations('leaving.confirm')
  const roles = useTranslations('accounts.role')
  const columns: DataColumn<ListedRight>[] = [
    { key: 'person', label: t('person'), heads: true, cell: ({ name }) => <span className="font-semibold">{name}</span> },
    { key: 'role', label: t('role'), cell: ({ role }) => roles(role) },
    { key: 'confirmed', label: t('confirmed'), cell: ({ confirmedAt }) => <Time at={confirmedAt} form="table-date" /> },
    { key: 'ends', label: t('ends'), cell: ({ endsAt }) => <Time at={endsAt} form="table-date" /> },
  ]
  return (
    <form method="post" action="/api/foretaget/bekrafta" className="grid justify-items-start gap-4">
      <input type="hidden" name="foretag" value={employerId} />
      <div className="w-full min-w-0">
        <DataTable caption={t('caption')} columns={columns} rows={rights} rowKey={({ personId }) => personId} />
      </div>
      {mayChange && (
        <>
          <p className="max-w-text">{t('allText')}</p>
          <Button name="alla" value="ja">
            {t('all')}
          </Button>
          <ul className="flex flex-wrap gap-3">
            {rights.map(({ personId, name }) => (
              <li key={personId}>
                <Button kind="secondary" name="person" value={personId}>
                  {t('one', { name })}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </form>
  )
}
