import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { readLink } from '#lib/joining/open-link.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { currentGuest } from '#lib/web/pages/guest.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { currentSession } from '#lib/web/pages/session.ts'

// Its form is refused with a stricter Referrer-Policy than the portal's own: see security-headers.ts.
export const generateMetadata = (): Promise<Metadata> => pageTitle('joiningPages.part')

type Props = { params: Promise<{ token: string }> }

/** Where the link in a mail leads: nothing of the application stands here. */
export default async function PartPage({ params }: Props) {
  const token = decodeURIComponent((await params).token)
  if (!/^[\w-]{43}$/.test(token)) notFound()
  const [session, guest] = [await currentSession(), await currentGuest()]
  const link = await readLink({ db: webDb() }, { token, personKey: guest?.personKey ?? null })
  if (link === 'none' || (guest && !session && link !== 'yours')) notFound()
  const t = await getTranslations('joiningPages.part')
  const pages = await getTranslations('joiningPages')
  return (
    <Page>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      {session || guest ? (
        <form method="post" action="/api/anslut/oppna" className="grid justify-items-start gap-3">
          <input type="hidden" name="lank" value={token} />
          <p>{t('openText')}</p>
          <Button size="large">{t('open')}</Button>
        </form>
      ) : (
        <p>
          <LinkButton size="large" href={`/logga-in?${new URLSearchParams({ next: `/anslut/part/${token}` })}`}>
            {pages('part.logIn')}
          </LinkButton>
        </p>
      )}
    </Page>
  )
}
