import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { RefusalNotice, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { Time } from '#components/ui/time.tsx'
import type { WaitingLink } from '#lib/access/factors/operator-login.ts'
import { webEnv } from '#lib/env.ts'
import { webKeeping } from '#lib/web/pages/keeping.ts'
import { operatorPage } from '#lib/web/pages/operator-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('ownLogin.operator')

const PATH = '/drift/inloggning'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function OperatorLoginPage({ searchParams }: Props) {
  const { credential } = await operatorPage(PATH)
  const { PASSWORD_LOGIN } = webEnv()
  if (PASSWORD_LOGIN !== 'on') notFound()
  const query = await searchParams
  const { refused } = await sentBack(PATH, query)
  const t = await getTranslations('ownLogin.operator')
  const { links } = await webKeeping().ask('listWaitingLinks', { credential })
  const isOfTheField = refused?.reason === 'account'
  const columns: DataColumn<WaitingLink>[] = [
    { key: 'name', label: t('name'), heads: true, cell: ({ name, personMasked }) => `${name}, ${personMasked}` },
    { key: 'until', label: t('until'), cell: ({ expiresAt }) => <Time at={expiresAt} form="table" /> },
    { key: 'code', label: t('code'), cell: ({ code }) => <span className="font-mono select-all">{code}</span> },
  ]
  return (
    <Page>
      {query.klart === 'lank' && <Notice tone="success" live="status" title={t('done.lank')} />}
      {query.klart === 'upplast' && <Notice tone="success" live="status" title={t('done.upplast')} />}
      {refused && <RefusalNotice refused={refused} field={isOfTheField ? 'person' : undefined} />}
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <form method="post" action="/api/drift/inloggning" className="grid max-w-96 gap-5">
        <TextField
          name="person"
          label={t('person')}
          hint={t('personHint')}
          error={isOfTheField && <RefusalSentence refused={refused} />}
          autoComplete="off"
          spellCheck={false}
        />
        <div className="flex flex-wrap gap-4">
          <Button name="gor" value="lank">
            {t('send')}
          </Button>
          <Button name="gor" value="las-upp" kind="secondary">
            {t('open')}
          </Button>
        </div>
      </form>
      <Section id="vantar" title={t('waiting')}>
        {links.length === 0 ? (
          <p>{t('nothing')}</p>
        ) : (
          <DataTable caption={t('waiting')} columns={columns} rows={links} rowKey={({ id }) => id} />
        )}
      </Section>
    </Page>
  )
}
