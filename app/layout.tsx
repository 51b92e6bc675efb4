import { pageContext } from '#lib/web/pages/session.ts'
import './globals.css'
import './brand.css'
import type { Metadata, Viewport } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Bands, type Disruption } from '#components/layout/bands.tsx'
import { Hydrated } from '#components/layout/client-root.tsx'
import { ClientText } from '#components/layout/client-text.tsx'
import { SessionWatchLater } from '#components/layout/session-watch-later.tsx'
import { SiteFooter } from '#components/layout/site-footer.tsx'
import { SiteHeader, SkipLink } from '#components/layout/site-header.tsx'
import { VisitRoot } from '#components/layout/visit.tsx'
import { endingSoonest } from '#lib/certificates/list-certificates.ts'
import { webEnv } from '#lib/env.ts'
import { type Parts, readParts } from '#lib/web/pages/read-parts.ts'
import { currentVisitor } from '#lib/web/pages/visitor.ts'

// No static pages: scripts carry the request's nonce.
export const dynamic = 'force-dynamic'

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#1b1e23' },
  ],
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common')
  return {
    title: { template: `%s – ${t('name')}`, default: t('name') },
    icons: '/mark.svg',
    robots: { index: false },
    formatDetection: { telephone: false },
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, parts] = await Promise.all([getLocale(), readParts()])
  const isAway = parts.kind === 'database-away'
  // Without the database there is no session, but public pages still work.
  const visitor = isAway ? null : await currentVisitor()
  const ending = visitor?.current ? await endingSoonest(await pageContext(), visitor.current.employerId) : null
  return (
    <html lang={locale}>
      <body className="flex min-h-dvh flex-col">
        <ClientText topics={[]}>
          <SkipLink />
          <SiteHeader visitor={visitor} />
          <Bands
            test={webEnv().MILJO === 'test'}
            ending={ending}
            confirmBy={visitor?.confirmBy ? { at: visitor.confirmBy, isOver: visitor.confirmBy < new Date() } : null}
            disruption={disruptionOf(parts)}
          />
          <main id="innehall" tabIndex={-1} className="flex-1">
            <VisitRoot visit={{ isLoggedIn: Boolean(visitor), hasContact: hasContact() }}>{children}</VisitRoot>
          </main>
          <SiteFooter />
          {visitor && <SessionWatchLater secondsLeft={visitor.secondsLeft} />}
          <Hydrated />
        </ClientText>
      </body>
    </html>
  )
}

function hasContact(): boolean {
  const { CONTACT_NAME, CONTACT_EMAIL, CONTACT_PHONE } = webEnv()
  return Boolean(CONTACT_NAME || CONTACT_EMAIL || CONTACT_PHONE)
}

function disruptionOf(parts: Parts): Disruption | undefined {
  if (parts.kind === 'database-away') return 'portal'
  if (parts.gate.kind === 'stopped') return parts.gate.why
  if (parts.relay.kind === 'silent') return 'relay'
  return parts.line.kind === 'failing' ? parts.line : undefined
}
