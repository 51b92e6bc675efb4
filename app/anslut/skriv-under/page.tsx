import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { SendOn } from '#components/people/send-on.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { SHOWN_HEADER } from '#lib/web/forms/shown-once.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { requireSession } from '#lib/web/pages/session.ts'

export const generateMetadata = async (): Promise<Metadata> =>
  pageTitle((await headers()).get(SHOWN_HEADER) ? 'signing' : 'signing.gone')

const shape = z.object({ action: z.url(), fields: z.record(z.string(), z.string()) })

/** The answer to the form that begins a signature: posts the request on to the broker. Asked for by itself it has nothing to send. */
export default async function SignPage() {
  await requireSession('/anslut')
  const t = await getTranslations('signing')
  const shown = (await headers()).get(SHOWN_HEADER)
  if (!shown)
    return (
      <Page>
        <PageTitle lead={t('gone.text')}>{t('gone.title')}</PageTitle>
        <p>
          <LinkButton href="/anslut">{t('gone.back')}</LinkButton>
        </p>
      </Page>
    )
  const { action, fields } = shape.parse(JSON.parse(shown))
  return (
    <Page>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <SendOn action={action} fields={fields} label={t('button')} />
    </Page>
  )
}
