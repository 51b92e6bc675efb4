'use client'
import './globals.css'
import './brand.css'
import { isLoggedOut, LogInAgain } from '#components/layout/log-in-again.tsx'
import { commonTexts } from '#lib/text/common.ts'

type Props = { error: Error & { digest?: string }; retry: () => void }

/** Shown when the root layout itself fails, so in both languages. */
export default function GlobalError({ error, retry }: Props) {
  return (
    <html lang="sv">
      <body>
        {isLoggedOut(error) && <LogInAgain />}
        <title>{`${commonTexts.sv.error.title} – ${commonTexts.sv.name}`}</title>
        <main className="mx-auto grid max-w-text gap-10 px-4 py-16">
          {(['sv', 'en'] as const).map((locale) => {
            const words = commonTexts[locale].error
            const Title = locale === 'sv' ? 'h1' : 'h2'
            return (
              <div key={locale} lang={locale} className="grid justify-items-start gap-3">
                <Title className="text-h2 font-bold">{words.title}</Title>
                <p>{words.text}</p>
                {error.digest && (
                  <p>
                    {words.id} <code className="font-mono font-semibold select-all">{error.digest}</code>
                  </p>
                )}
                <button type="button" onClick={retry} className="min-h-11 cursor-pointer text-link underline">
                  {words.again}
                </button>
              </div>
            )
          })}
        </main>
      </body>
    </html>
  )
}
