import { FK_PARTNER_PHONE } from '#lib/text/fk-contact.ts'
import { TextLink } from './text-link.tsx'

/** The number of Försäkringskassan's Kundcenter för Partner, which a telephone can call. */
export function FkPhone() {
  return (
    <TextLink href="tel:+46771179000" className="whitespace-nowrap">
      {FK_PARTNER_PHONE}
    </TextLink>
  )
}
