import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { ApplicationPage } from '#components/joining/application-page.tsx'
import { NamedGuest } from '#components/joining/named-guest.tsx'
import { Page } from '#components/ui/page.tsx'
import { actorOf } from '#lib/access/actor.ts'
import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { isNamed } from '#lib/joining/open-link.ts'
import { findApplication } from '#lib/joining/read-application.ts'
import { shownText, translatedText } from '#lib/joining/signed-text.ts'
import { joiningPagesTexts } from '#lib/text/joining-pages.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { currentGuest } from '#lib/web/pages/guest.ts'
import { sentBack } from '#lib/web/pages/sent-back.ts'
import { currentSession, requireSession } from '#lib/web/pages/session.ts'

type Props = {
  params: Promise<{ reference: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations('joiningPages.page')
  return { title: t('title', { reference: parseReference(decodeURIComponent((await params).reference)) ?? '' }) }
}

/** Where an application is, to all who have a part in it: what is signed, who has, what happens next. */
export default async function JoiningPage({ params, searchParams }: Props) {
  const reference = parseReference(decodeURIComponent((await params).reference))
  if (!reference) notFound()
  const guest = (await currentSession()) ? null : await currentGuest()
  if (guest) {
    if (!(await isNamed({ db: webDb() }, { reference, personKey: guest.personKey }))) notFound()
    return (
      <Page>
        <NamedGuest reference={reference} />
      </Page>
    )
  }
  const session = await requireSession(`/anslut/${reference}`)
  const actor = actorOf(session)
  const application = await findApplication({ db: webDb(), actor, now: new Date() }, reference).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  })
  // An operator reads it at the desk.
  if (application.mine.length === 0) notFound()
  const query = await searchParams
  const { refused } = await sentBack(`/anslut/${reference}`, query)
  const { klart } = query
  const done = typeof klart === 'string' && Object.hasOwn(joiningPagesTexts.sv.done, klart) ? klart : undefined
  const locale = await getLocale()
  const { document } = application
  return (
    <Page>
      <ApplicationPage
        application={application}
        personId={session.personId}
        home={application.employerId !== null && application.employerId === session.employerId ? '/hem' : '/foretag'}
        text={document && shownText(document)}
        translation={document && locale !== 'sv' ? translatedText(document, locale) : undefined}
        done={done as keyof typeof joiningPagesTexts.sv.done | undefined}
        refused={refused}
      />
    </Page>
  )
}
