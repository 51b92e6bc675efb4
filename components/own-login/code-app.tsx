// How people log in without e-legitimation: what the pages of the link, of one's own login and of a colleague's show.
// Not here: the login page's form (components/people/password-form.tsx).
import { useTranslations } from 'next-intl'
import qrcode from 'qrcode-generator'
import type { ReactNode } from 'react'
import { TextField } from '#components/ui/text-field.tsx'

type Props = {
  /** Base32. */
  secret: string
  /** What the picture holds. */
  address: string
  error?: ReactNode
}

/** Sets up a code app: picture, key by hand, and the field of its first code. */
export function CodeApp({ secret, address, error }: Props) {
  const t = useTranslations('ownLogin')
  return (
    <div className="grid gap-5">
      <p>{t('app.text')}</p>
      <Picture text={address} label={t('app.picture')} />
      <p>
        {t('app.byHand')} <code className="font-mono wrap-anywhere select-all">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <TextField
        name="totp"
        label={t('fields.totp')}
        hint={t('fields.totpHint')}
        error={error}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        className="max-w-40 tabular-nums"
      />
    </div>
  )
}

const QUIET = 4

function Picture({ text, label }: { text: string; label: string }) {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const size = code.getModuleCount()
  const rows = Array.from({ length: size }, (_, row) => row)
  const dots = rows.flatMap((y) => rows.filter((x) => code.isDark(y, x)).map((x) => `M${x + QUIET} ${y + QUIET}h1v1h-1z`))
  const side = size + 2 * QUIET
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      className="size-52 max-w-full bg-white"
      shapeRendering="crispEdges"
    >
      <path d={dots.join('')} fill="black" />
    </svg>
  )
}
