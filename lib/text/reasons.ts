import { createTranslator } from 'use-intl/core'
import type { Locale } from './locale.ts'

/** Why a submission waits, in the words of the wire (`orsak`), and what a machine's owner can do about it (`attGora`). */
export const reasonTexts = {
  sv: {
    okand:
      '{repeat, select, forgotten {Portalen har återställts från en säkerhetskopia, och samma fil kan ha skickats innan dess. Skicka den inte på nytt. Den som driver portalen stämmer av med Försäkringskassan. Frågar ni själva på 0771-17 90 00: fråga om de redan har filen från företaget, för den kan ha skickats med ett annat meddelande-id än {messageId}. Ange svaret i portalen.} yes {Vi vet inte om Försäkringskassan tog emot filen. Skicka den en gång till från dess sida i portalen: en upprepning tas bort hos Försäkringskassan. Eller ring Försäkringskassan på 0771-17 90 00, uppge meddelande-id {messageId} och fråga om filen har kommit in. Ange svaret i portalen.} other {Vi vet inte om Försäkringskassan tog emot filen. Skicka den inte på nytt. Ring Försäkringskassan på 0771-17 90 00, uppge meddelande-id {messageId} och fråga om filen har kommit in. Ange svaret i portalen.}}',
    'gav-upp':
      'Filen har inte kommit fram till Försäkringskassan. Skicka den igen från dess sida i portalen, eller återkalla den.',
    skadad: 'Filen har skadats hos oss. Lämna in samma fil på nytt.',
    'ej-framme':
      'Enligt Försäkringskassan har filen inte kommit in. Skicka den igen från dess sida i portalen, eller lämna in den på nytt, med en ny Idempotency-Key om ni anger en. Det som görs först gäller.',
    konflikt:
      'Försäkringskassan har lämnat kvittensID {kvittensId} för två filer, och vi vet inte vilken det gäller. Skicka inte filen på nytt. Ring Försäkringskassan på 0771-17 90 00, uppge meddelande-id {messageId} och fråga om filen har kommit in, och med vilket kvittensID. Ange svaret i portalen.',
    aterstallning:
      'Portalen har återställts från en säkerhetskopia. Inget skickas förrän den som driver den har jämfört med Försäkringskassan. Ni behöver inte göra något, och filen ska inte skickas på nytt.',
    stoppad: 'Den som driver portalen har stoppat sändningen. Filen skickas när den släpps på igen. Ni behöver inte göra något.',
  },
  en: {
    okand:
      '{repeat, select, forgotten {The portal was put back from a backup, and the same file may have been sent before that. Do not send it again. Whoever runs the portal checks with Försäkringskassan. If you ask them yourselves on +46 771-17 90 00: ask whether they have the company’s file already, for it may have been sent under another message id than {messageId}. Enter the answer in the portal.} yes {We do not know whether Försäkringskassan received the file. Send it once more from its page in the portal: Försäkringskassan drops a repeat. Or call Försäkringskassan on +46 771-17 90 00, give message id {messageId} and ask whether the file has arrived. Enter the answer in the portal.} other {We do not know whether Försäkringskassan received the file. Do not send it again. Call Försäkringskassan on +46 771-17 90 00, give message id {messageId} and ask whether the file has arrived. Enter the answer in the portal.}}',
    'gav-upp': 'The file has not reached Försäkringskassan. Send it again from its page in the portal, or withdraw it.',
    skadad: 'The file was damaged at our end. Hand the same file in again.',
    'ej-framme':
      'Försäkringskassan says that the file has not arrived. Send it again from its page in the portal, or hand it in again, with a new Idempotency-Key if you give one. What is done first counts.',
    konflikt:
      'Försäkringskassan gave kvittensID {kvittensId} for two files, and we do not know which one it is for. Do not send the file again. Call Försäkringskassan on +46 771-17 90 00, give message id {messageId} and ask whether the file has arrived, and with which kvittensID. Enter the answer in the portal.',
    aterstallning:
      'The portal was put back from a backup. Nothing is sent until whoever runs it has compared with Försäkringskassan. You need do nothing, and the file should not be sent again.',
    stoppad: 'Whoever runs the portal has stopped sending. The file is sent when sending is released. You need do nothing.',
  },
} as const

export type ReasonWord = keyof typeof reasonTexts.sv

type ReasonValues = { messageId: string; kvittensId: string; repeat: 'yes' | 'no' | 'forgotten' }

export function reasonText(reason: ReasonWord, values: ReasonValues, locale: Locale): string {
  const say = createTranslator({ locale, messages: reasonTexts[locale] })
  return say(reason, values)
}
