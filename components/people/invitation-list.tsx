import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ListedInvitation } from '#lib/members/list-members.ts'

type Props = { rows: ListedInvitation[]; employerId: string; now: Date }

/** Invitations that nobody has accepted, and what an administrator can do with each. */
export function InvitationList({ rows, employerId, now }: Props) {
  const t = useTranslations('people.invitations')
  const people = useTranslations('people')
  const role = useTranslations('accounts.role')
  const columns: DataColumn<ListedInvitation>[] = [
    {
      key: 'name',
      label: people('name'),
      heads: true,
      cell: ({ name, masked }) => (
        <span className="grid wrap-anywhere">
          {name}
          {masked && <span className="text-small text-muted">{t('bound', { masked })}</span>}
        </span>
      ),
    },
    {
      key: 'address',
      label: t('address'),
      cell: ({ address, isRefused }) => (
        <span className="grid wrap-anywhere">
          {address}
          {isRefused && <span className="text-small font-semibold text-danger">{t('notArrived')}</span>}
        </span>
      ),
    },
    { key: 'role', label: people('role'), cell: (row) => role(row.role) },
    { key: 'sent', label: t('sent'), cell: ({ createdAt }) => <Time at={createdAt} form="table-date" /> },
    {
      key: 'holds',
      label: t('holds'),
      cell: ({ expiresAt }) => (expiresAt > now ? <Time at={expiresAt} form="table" /> : t('late')),
    },
  ]
  return (
    <div className="grid gap-4">
      <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      {rows.map(({ id, name }) => (
        <Disclosure key={id} summary={t('change', { name })}>
          <p>{t('againIs')}</p>
          <form method="post" action="/api/foretaget/inbjudan/igen" className="grid justify-items-start">
            <input type="hidden" name="foretag" value={employerId} />
            <input type="hidden" name="id" value={id} />
            <Button kind="secondary">{t('again', { name })}</Button>
          </form>
          <form method="post" action="/api/foretaget/inbjudan/aterta" className="grid justify-items-start">
            <input type="hidden" name="foretag" value={employerId} />
            <input type="hidden" name="id" value={id} />
            <Button kind="danger">{t('back', { name })}</Button>
          </form>
        </Disclosure>
      ))}
    </div>
  )
}
