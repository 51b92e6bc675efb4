import { LIMITS } from '#lib/limits.ts'
import { spelledAmount } from './spelling.ts'

/** States in words (the short word of a list) and situations (a submission's page: what it is, what to do, by when). */
export const statusTexts = {
  sv: {
    word: {
      mottagen: 'Mottagen av oss',
      'i-ko': 'I kö',
      skickas: 'Skickas',
      levererad: 'Mottagen av Försäkringskassan',
      godkand: 'Godkänd',
      underkand: 'Underkänd',
      okand: 'Vi vet inte än',
      vantar: 'Väntar på dig',
      aterkallad: 'Återkallad',
    },
    end: { no: 'Läget kan ändras.', live: 'Sidan uppdateras av sig själv.' },
    received: {
      headline: 'Vi har tagit emot filen {time}. Nu skickar vi den vidare till Försäkringskassan.',
      now: 'Du behöver inte göra något. Du kan stänga sidan, filen skickas ändå.',
      when: `Svarar inte Försäkringskassan försöker vi igen i upp till ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'sv')}.`,
    },
    queued: {
      headline: 'Vi har tagit emot filen {time}. Den står i kö till Försäkringskassan.',
      now: 'Du behöver inte göra något. Du kan stänga sidan, filen skickas ändå.',
      when: `Svarar inte Försäkringskassan försöker vi igen i upp till ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'sv')}.`,
    },
    retrying: {
      headline: 'Filen har inte kommit fram än. Vi försöker igen.',
      now: 'Du behöver inte göra något. Vi har filen och skickar den när Försäkringskassan svarar.',
      when: `Vi försöker i upp till ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'sv')} från första försöket. Går det inte då heller får du bestämma vad som ska hända.`,
    },
    sending: {
      headline: 'Vi skickar filen till Försäkringskassan just nu',
      now: 'Du behöver inte göra något. Du kan stänga sidan, filen skickas ändå.',
      when: '',
    },
    delivered: {
      headline: 'Försäkringskassan har tagit emot filen {time}',
      now: 'Du behöver inte göra något mer. Lämnar Försäkringskassan besked om innehållet senare står det här.',
      when: '',
    },
    approved: {
      headline: 'Försäkringskassan har godkänt filen',
      now: 'Du behöver inte göra något mer med den här filen.',
      when: '',
    },
    disapproved: {
      headline: 'Försäkringskassan tog emot filen, men har underkänt den',
      now: 'Rätta uppgifterna och lämna in en ny fil.',
      when: 'Sista dag för uppgifterna ändras inte av att filen underkänts.',
    },
    refused: {
      headline: 'Försäkringskassan tog inte emot filen',
      now: 'Rätta felet och lämna in en ny fil.',
      when: 'Sista dag för uppgifterna ändras inte av att filen avvisats.',
    },
    unknown: {
      headline: 'Vi vet inte än om Försäkringskassan tog emot filen. Skicka den inte på nytt.',
      now: 'Du behöver inte göra något. Vi frågar igen på ett sätt som inte kan lämna filen två gånger.',
      when: `Vi försöker i upp till ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'sv')} från första försöket.`,
    },
    unknownHeld: {
      headline: 'Vi vet inte om Försäkringskassan tog emot filen. Skicka den inte på nytt.',
      now: 'Ring Försäkringskassan på <phone>0771-17 90 00</phone> och fråga om filen har kommit in. Uppge det som står här nedanför, och skriv sedan in svaret.',
      when: 'Ring före sista dag för uppgifterna i filen.',
    },
    forgotten: {
      headline: 'Vi vet inte om Försäkringskassan redan har filen. Skicka den inte på nytt.',
      now: 'Samma fil kan ha lämnats in och skickats innan portalens databas lades tillbaka från en säkerhetskopia. Den som driver portalen stämmer av det med Försäkringskassan. Vill du inte vänta ringer du <phone>0771-17 90 00</phone>, frågar om de redan har filen från företaget och skriver sedan in svaret här nedanför.',
      when: 'Ring före sista dag för uppgifterna i filen.',
    },
    gaveUp: {
      headline: 'Filen har inte gått att lämna till Försäkringskassan. Den väntar på dig.',
      now: 'Skicka den igen härifrån.',
      when: 'Gör det före sista dag för uppgifterna i filen.',
    },
    damaged: {
      headline: 'Filen har skadats hos oss och har inte skickats',
      now: 'Lämna in samma fil på nytt, så skickas den.',
      when: 'Gör det före sista dag för uppgifterna i filen.',
    },
    notArrived: {
      headline: 'Enligt Försäkringskassan har filen inte kommit in. Den väntar på dig.',
      now: 'Skicka den igen härifrån. Har filen ändrats sedan dess lämnar du in den nya i stället.',
      when: 'Gör det före sista dag för uppgifterna i filen.',
    },
    disputed: {
      headline:
        'Försäkringskassan har lämnat samma kvittensID för två filer. Vi vet inte vilken det gäller. Skicka inte filen på nytt.',
      now: 'Ring Försäkringskassan på <phone>0771-17 90 00</phone> och fråga om filen har kommit in, och med vilket kvittensID. Uppge det som står här nedanför, och skriv sedan in svaret.',
      when: 'Ring före sista dag för uppgifterna i filen.',
    },
    settled: {
      headline:
        'Enligt Försäkringskassan har filen kommit in. {how, select, phone {Besked per telefon} other {Skriftligt besked}} {told} till {name}.',
      now: 'Du behöver inte göra något. Försäkringskassan har inte lämnat något mottagningsbevis till oss.',
      when: '',
    },
    withdrawn: {
      headline: 'Inlämningen är återkallad. Inget har lämnats till Försäkringskassan.',
      now: 'Du behöver inte göra något mer, om inte uppgifterna ändå ska in.',
      when: '',
    },
  },
  en: {
    word: {
      mottagen: 'Received by us',
      'i-ko': 'Queued',
      skickas: 'Being sent',
      levererad: 'Received by Försäkringskassan',
      godkand: 'Approved',
      underkand: 'Not approved',
      okand: 'We do not know yet',
      vantar: 'Waiting for you',
      aterkallad: 'Withdrawn',
    },
    end: { no: 'The state may change.', live: 'This page updates by itself.' },
    received: {
      headline: 'We received the file {time}. Now we are passing it on to Försäkringskassan.',
      now: 'You do not need to do anything. You can close this page, the file is sent anyway.',
      when: `If Försäkringskassan does not answer we keep trying for up to ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'en')}.`,
    },
    queued: {
      headline: 'We received the file {time}. It is in the queue to Försäkringskassan.',
      now: 'You do not need to do anything. You can close this page, the file is sent anyway.',
      when: `If Försäkringskassan does not answer we keep trying for up to ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'en')}.`,
    },
    retrying: {
      headline: 'The file has not arrived yet. We are trying again.',
      now: 'You do not need to do anything. We have the file and send it when Försäkringskassan answers.',
      when: `We keep trying for up to ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'en')} from the first try. If that fails too, you decide what happens.`,
    },
    sending: {
      headline: 'We are sending the file to Försäkringskassan right now',
      now: 'You do not need to do anything. You can close this page, the file is sent anyway.',
      when: '',
    },
    delivered: {
      headline: 'Försäkringskassan received the file {time}',
      now: 'You do not need to do anything more. If Försäkringskassan decides on the content later, it will show here.',
      when: '',
    },
    approved: {
      headline: 'Försäkringskassan has approved the file',
      now: 'You do not need to do anything more with this file.',
      when: '',
    },
    disapproved: {
      headline: 'Försäkringskassan received the file but has not approved it',
      now: 'Correct the details and hand in a new file.',
      when: 'The deadline for the details stays the same although the file was not approved.',
    },
    refused: {
      headline: 'Försäkringskassan did not accept the file',
      now: 'Correct the fault and hand in a new file.',
      when: 'The deadline for the details stays the same although the file was refused.',
    },
    unknown: {
      headline: 'We do not know yet whether Försäkringskassan received the file. Do not send it again.',
      now: 'You do not need to do anything. We are asking again in a way that cannot deliver the file twice.',
      when: `We keep trying for up to ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'en')} from the first try.`,
    },
    unknownHeld: {
      headline: 'We do not know whether Försäkringskassan received the file. Do not send it again.',
      now: 'Call Försäkringskassan on <phone>+46 771-17 90 00</phone> and ask whether the file has arrived. Give them the details below, and then enter the answer.',
      when: 'Call before the last day for the details in the file.',
    },
    forgotten: {
      headline: 'We do not know whether Försäkringskassan has the file already. Do not send it again.',
      now: 'The same file may have been handed in and sent before the portal’s database was put back from a backup. Whoever runs the portal checks that with Försäkringskassan. If you do not want to wait, call <phone>+46 771-17 90 00</phone>, ask whether they have the company’s file already, and then enter the answer below.',
      when: 'Call before the last day for the details in the file.',
    },
    gaveUp: {
      headline: 'The file could not be delivered to Försäkringskassan. It is waiting for you.',
      now: 'Send it again from here.',
      when: 'Do so before the last day for the details in the file.',
    },
    damaged: {
      headline: 'The file was damaged at our end and has not been sent',
      now: 'Hand the same file in again, and it is sent.',
      when: 'Do so before the last day for the details in the file.',
    },
    notArrived: {
      headline: 'Försäkringskassan says that the file has not arrived. It is waiting for you.',
      now: 'Send it again from here. If the file has changed since then, hand in the new one instead.',
      when: 'Do so before the last day for the details in the file.',
    },
    disputed: {
      headline:
        'Försäkringskassan gave one kvittensID for two files. We do not know which one it is for. Do not send the file again.',
      now: 'Call Försäkringskassan on <phone>+46 771-17 90 00</phone> and ask whether the file has arrived, and with which kvittensID. Give them the details below, and then enter the answer.',
      when: 'Call before the last day for the details in the file.',
    },
    settled: {
      headline:
        'Försäkringskassan has confirmed that the file has arrived: {how, select, phone {by telephone} other {in writing}} {told}, to {name}.',
      now: 'You do not need to do anything. Försäkringskassan has not sent us a receipt for it.',
      when: '',
    },
    withdrawn: {
      headline: 'The submission is withdrawn. Nothing was delivered to Försäkringskassan.',
      now: 'You do not need to do anything more, unless the details should go in after all.',
      when: '',
    },
  },
} as const

export type StatusWord = keyof typeof statusTexts.sv.word
export type Situation = Exclude<keyof typeof statusTexts.sv, 'word' | 'end'>
