/** How a support person who was told by FK stands in the row (`settled_name`). */
export const SUPPORT_NAME = 'Supporten'

/** The form in which a person enters what FK said of a submission, and what the page says afterwards. */
export const settleTexts = {
  sv: {
    open: 'Har du talat med Försäkringskassan? Skriv in vad de sade',
    lead: 'Det du skriver in gäller som besked. Det går inte att ändra, och det står att det är du som har fått det.',
    leadSupport:
      'Det du skriver in gäller som besked för företaget. Det går inte att ändra, och det står att supporten har fått det.',
    said: 'Vad sade Försäkringskassan?',
    has: 'De har filen',
    hasHint: 'Filen skickas inte igen.',
    hasNot: 'De har inte filen',
    hasNotHint: 'Filen kan skickas igen, eller lämnas in på nytt. Det som görs först gäller.',
    kvittensId: 'KvittensID, om de uppgav något',
    kvittensIdDisputed: 'Skriv det, om de uppgav något: då vet vi vilken fil det omtvistade kvittensID:t gäller.',
    kvittensIdHint: 'Med kvittensID kan vi hämta Försäkringskassans besked om innehållet.',
    day: 'Vilken dag fick du beskedet?',
    dayHint: 'ÅÅÅÅ-MM-DD',
    clock: 'Klockslag',
    clockHint: 'Svensk tid, timme och minut',
    how: 'Hur fick du beskedet?',
    phone: 'Per telefon',
    written: 'Skriftligt',
    button: 'Skriv in beskedet',
    proved: 'Du har visat att det är du. Kontrollera det du skrev och skriv in beskedet.',
    support: 'supporten',
    byPerson:
      'Uppgiften kommer från {name}: {how, select, phone {besked per telefon} other {skriftligt besked}} {told}. Försäkringskassan har inte lämnat något mottagningsbevis till oss.',
    contradicted: 'Försäkringskassan har svarat något annat än det som skrevs in',
    contradictedText:
      'Efter att {name} skrev in beskedet kom ett svar från Försäkringskassan som säger emot det. Ring dem och fråga vad som gäller.',
    contradictedBelow: 'Deras svar står nedan.',
  },
  en: {
    open: 'Have you spoken with Försäkringskassan? Enter what they said',
    lead: 'What you enter counts as their answer. It cannot be changed, and it is shown that you got it.',
    leadSupport:
      'What you enter counts as their answer for the company. It cannot be changed, and it is shown that support got it.',
    said: 'What did Försäkringskassan say?',
    has: 'They have the file',
    hasHint: 'The file is not sent again.',
    hasNot: 'They do not have the file',
    hasNotHint: 'The file can be sent again, or handed in again. What is done first counts.',
    kvittensId: 'KvittensID, if they gave one',
    kvittensIdDisputed: 'Write it, if they gave one: then we know which file the disputed kvittensID is for.',
    kvittensIdHint: 'With a kvittensID we can fetch Försäkringskassan’s verdict on the content.',
    day: 'On which day did you get the answer?',
    dayHint: 'YYYY-MM-DD',
    clock: 'Time',
    clockHint: 'Swedish time, hour and minute',
    how: 'How did you get the answer?',
    phone: 'By telephone',
    written: 'In writing',
    button: 'Enter the answer',
    proved: 'You have shown that it is you. Check what you wrote and enter the answer.',
    support: 'support',
    byPerson:
      'This comes from {name}: {how, select, phone {told by telephone} other {told in writing}} {told}. Försäkringskassan has given us no receipt.',
    contradicted: 'Försäkringskassan has answered something else than what was entered',
    contradictedText:
      'After {name} entered the answer, an answer came from Försäkringskassan that contradicts it. Call them and ask what is right.',
    contradictedBelow: 'Their answer stands below.',
  },
} as const
