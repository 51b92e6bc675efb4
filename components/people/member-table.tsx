import { useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ListedMember } from '#lib/members/list-members.ts'

/** `me`: the personId of who looks. */
type Props = { rows: ListedMember[]; me: string; mayChange: boolean }

/** Who may act for the company; for administrators when they last logged in, and the way to each one's page. */
export function MemberTable({ rows, me, mayChange }: Props) {
  const t = useTranslations('people')
  const role = useTranslations('accounts.role')
  const columns: DataColumn<ListedMember>[] = [
    {
      key: 'name',
      label: t('name'),
      heads: true,
      cell: ({ personId, name, mailRefusedAt }) => (
        <span className="wrap-anywhere">
          {mayChange ? <TextLink href={`/foretaget/personer/${personId}`}>{name}</TextLink> : name}
          {personId === me && ` (${t('you')})`}
          {mayChange && mailRefusedAt && <span className="block text-small font-semibold text-danger">{t('mailRefused')}</span>}
        </span>
      ),
    },
    { key: 'role', label: t('role'), cell: (row) => role(row.role) },
    { key: 'since', label: t('since'), cell: ({ since }) => <Time at={since} form="table-date" /> },
    {
      key: 'until',
      label: t('until'),
      cell: ({ validUntil }) => (validUntil ? <Time at={validUntil} form="table-date" /> : t('noEnd')),
    },
  ]
  const seen: DataColumn<ListedMember> = {
    key: 'login',
    label: t('lastLogin'),
    cell: ({ lastLoginAt }) => (lastLoginAt ? <Time at={lastLoginAt} form="table" /> : t('never')),
  }
  const shown = mayChange ? [...columns, seen] : columns
  return <DataTable caption={t('caption')} columns={shown} rows={rows} rowKey={({ personId }) => personId} />
}
