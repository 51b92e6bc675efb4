import { LIMITS } from '#lib/limits.ts'
import { amount, spelled } from './spelling.ts'

/** A person's own address: verified by a code that is mailed to it. */
export const ownMailTexts = {
  sv: {
    label: 'Din e-postadress',
    hint: `Vi skickar en kod dit. Den gäller i ${amount(LIMITS.mailCodeMinutes, 'minute', 'sv')}, och högst ${spelled(LIMITS.mailCodesADay, 'sv')} koder skickas om dagen.`,
    send: 'Skicka kod',
    resend: 'Skicka en ny kod',
    code: 'Kod ur brevet',
    codeHint: 'Skriv siffrorna ur brevet till {address}. Det kan dröja en stund innan det kommer. Titta i skräpposten också.',
    confirm: 'Bekräfta adressen',
    verified: 'Din e-postadress är {address}. Du bekräftade den <time></time>.',
    change: 'Byt e-postadress',
    changeHint: 'Den gamla adressen gäller tills du har bekräftat den nya, och får då veta att den är bytt.',
    refused:
      'E-postservern tar inte emot brev till adressen sedan <time></time>. Rätta den, eller fråga dem som sköter din e-post. Märket försvinner när ett brev går fram.',
    notArrived: 'Brevet till {address} gick inte fram',
    notArrivedText: 'E-postservern tar inte emot adressen. Rätta den och be om en ny kod.',
    done: {
      kod: 'Koden är skickad. Skriv in den här nedanför.',
      epost: 'E-postadressen är bekräftad.',
    },
  },
  en: {
    label: 'Your mail address',
    hint: `We send a code there. It is valid for ${amount(LIMITS.mailCodeMinutes, 'minute', 'en')}, and no more than ${spelled(LIMITS.mailCodesADay, 'en')} codes are sent each day.`,
    send: 'Send code',
    resend: 'Send a new code',
    code: 'Code in the mail',
    codeHint: 'Enter the digits of the mail to {address}. It may take a while to arrive. Look among your spam too.',
    confirm: 'Confirm the address',
    verified: 'Your mail address is {address}. You confirmed it <time></time>.',
    change: 'Change mail address',
    changeHint: 'The old address counts until you have confirmed the new one, and is then told of the change.',
    refused:
      'The mail server has refused mails to the address since <time></time>. Correct it, or ask whoever runs your mail. The mark goes away when a mail gets through.',
    notArrived: 'The mail to {address} did not arrive',
    notArrivedText: 'The mail server does not take the address. Correct it and ask for a new code.',
    done: {
      kod: 'The code has been sent. Enter it below.',
      epost: 'The mail address is confirmed.',
    },
  },
} as const

/** What a form of the address has done: `?klart=`. */
export type MailDoneWord = keyof typeof ownMailTexts.sv.done

export const readMailDone = (word: unknown): MailDoneWord | undefined => (word === 'kod' || word === 'epost' ? word : undefined)
