import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { WebhookType } from '#lib/webhooks/webhook-types.ts'

type Props = {
  /** Makes the boxes' ids their own on the page. */
  id: string
  legend: string
  all: readonly WebhookType[]
  chosen: (type: WebhookType) => boolean
  error?: ReactNode
}

/** A box for each event that a webhook can be called of. */
export function WebhookTypeBoxes({ id, legend, all, chosen, error }: Props) {
  const t = useTranslations('webhooks.types')
  return (
    <fieldset
      className={`grid gap-2 ${error ? 'border-l-4 border-danger pl-4' : ''}`}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <legend className="mb-1.5 font-semibold">{legend}</legend>
      {error && (
        <div id={`${id}-error`} className="flex items-start gap-2 font-semibold text-danger">
          <Icon name="danger" className="mt-0.5 size-5" />
          <span>{error}</span>
        </div>
      )}
      {all.map((type) => (
        <Checkbox
          key={type}
          id={`${id}-${type}`}
          name={type}
          value="ja"
          label={t(type)}
          defaultChecked={chosen(type)}
          aria-invalid={error ? true : undefined}
        />
      ))}
    </fieldset>
  )
}

/** The first box's id, for an error to lead to. */
export const webhookTypesField = (id: string, [first]: readonly WebhookType[]): string => `${id}-${first}`
