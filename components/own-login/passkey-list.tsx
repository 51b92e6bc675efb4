import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { OwnLogin } from '#lib/access/factors/own-login.ts'

type Passkey = OwnLogin['passkeys'][number]

export function PasskeyList({ passkeys }: { passkeys: Passkey[] }) {
  const t = useTranslations('ownLogin.own.passkeys')
  if (passkeys.length === 0) return <p>{t('none')}</p>
  const columns: DataColumn<Passkey>[] = [
    { key: 'label', label: t('label'), heads: true, cell: ({ label }) => label },
    { key: 'added', label: t('added'), cell: ({ createdAt }) => <Time at={createdAt} form="table-date" /> },
    { key: 'used', label: t('used'), cell: ({ usedAt }) => (usedAt ? <Time at={usedAt} form="table-date" /> : t('never')) },
    { key: 'remove', label: t('act'), cell: (passkey) => <RemoveForm passkey={passkey} /> },
  ]
  return <DataTable caption={t('caption')} columns={columns} rows={passkeys} rowKey={({ id }) => id} />
}

function RemoveForm({ passkey: { id, label } }: { passkey: Passkey }) {
  const t = useTranslations('ownLogin.own.passkeys')
  return (
    <form method="post" action="/api/konto/passkey/ta-bort">
      <input type="hidden" name="id" value={id} />
      <Button kind="secondary" size="small" aria-label={t('remove', { label })}>
        {t('act')}
      </Button>
    </form>
  )
}
