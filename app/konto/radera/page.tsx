import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EraseForm } from '#components/account/erase-form.tsx'
import { RefusalNotice } from '#components/send/refusal-notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { actorOf } from '#lib/access/actor.ts'
import { ERASE_WORDS, listErasureObstacles } from '#lib/access/erase-account.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { requireSession } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('myAccount.erase')

const GOES = ['logins', 'companies', 'mail', 'drafts', 'number'] as const
const STAYS = ['name', 'acts', 'signatures'] as const

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ErasePage({ searchParams }: Props) {
  const session = await requireSession('/konto/radera')
  const { refused } = await sentBack('/konto/radera', await searchParams)
  const t = await getTranslations('myAccount.erase')
  const obstacles = await listErasureObstacles({ db: webDb(), actor: actorOf(session), now: new Date() })
  return (
    <Page width="text">
      {refused && <RefusalNotice refused={refused} field={refused.reason === 'erase_word' ? 'bekrafta' : undefined} />}
      <PageTitle over={session.name} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <Section id="tas-bort" title={t('goes.title')}>
        <ul className="grid list-disc gap-1 pl-5">
          {GOES.map((key) => (
            <li key={key}>{t(`goes.${key}`)}</li>
          ))}
        </ul>
      </Section>
      <Section id="finns-kvar" title={t('stays.title')}>
        <ul className="grid list-disc gap-1 pl-5">
          {STAYS.map((key) => (
            <li key={key}>{t(`stays.${key}`)}</li>
          ))}
        </ul>
      </Section>
      <EraseForm obstacles={obstacles} words={ERASE_WORDS} refused={refused} />
      <p>
        <TextLink href="/konto">{t('back')}</TextLink>
      </p>
    </Page>
  )
}
