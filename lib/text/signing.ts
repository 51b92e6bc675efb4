type SignedText = {
  reference: string
  digest: string
  /** What the portal shows: Swedish, plain text. */
  shown: string
  /** The longest text that the e-legitimations show. */
  most: number
}

/** What the e-legitimation shows of what is signed: the page as it stands, or of a long one its reference and digest. The digest is in both. */
export function signMessage({ reference, digest, shown, most }: SignedText): { sv: string; en: string } {
  const sum = `SHA-256: ${digest}`
  const short = `Jag skriver under ansökan ${reference} i Kvittens, så som den visades för mig där.\n\n${sum}`
  const whole = shown.includes(digest) ? shown : `${shown}\n\n${sum}`
  const sv = whole.length > most ? short : whole
  const en = `You sign this application ${reference} in Kvittens, as it was shown to you there. It is written in Swedish.\n\n${sv}`
  return { sv, en }
}

/** The page from which the browser goes on to the broker to sign. */
export const signingTexts = {
  sv: {
    title: 'Skriv under med e-legitimation',
    lead: 'Du skickas vidare till tjänsten för e-legitimation. Där ser du vad du skriver under.',
    button: 'Fortsätt till e-legitimationen',
    gone: {
      title: 'Det finns inget att skriva under här',
      text: 'Gå tillbaka till ansökan och börja om därifrån.',
      back: 'Till dina ansökningar',
    },
  },
  en: {
    title: 'Sign with e-identification',
    lead: 'You go on to the e-identification service. There you see what you are signing.',
    button: 'Continue to e-identification',
    gone: {
      title: 'There is nothing to sign here',
      text: 'Go back to the application and start again from there.',
      back: 'To your applications',
    },
  },
} as const
