// Words that passwords are made of again and again, Swedish and English. Long passwords are seldom on lists of leaked ones
// but often nothing else than these in a row, so they are looked for inside a password, not only as the whole of it.
export const COMMON_PASSWORDS = words(`
  123456 12345 1234567890 0987654321 111111 000000 123123 654321 abc123 abcd1234 1q2w3e4r 1qaz2wsx q1w2e3r4 qazwsx qwerty qwertyuiop
  qwertyuiopå asdf asdfgh asdfghjkl asdfghjklö zxcv zxcvbn zxcvbnm abcdef abcdefgh abcdefghijklmnop
  password passwords passw passwd passphrase passord secret letmein welcome login admin administrator administratör root user guest
  test tester testing default changeme change master access hello iloveyou ilove you monkey dragon sunshine princess football baseball
  superman batman shadow starwars pokemon whatever trustno freedom computer internet summer winter spring autumn
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
  lösenord losenord lösen losen hemlig hemligt hemlighet välkommen valkommen inloggning logga användare anvandare sommar vinter höst
  host vår var måndag tisdag onsdag torsdag fredag lördag söndag januari februari mars maj juni juli augusti oktober december
  fotboll hockey ishockey hammarby djurgården djurgarden aik sverige svensk stockholm göteborg goteborg malmö malmo uppsala sundsvall
  älskar alskar jagälskardig jag dig mamma pappa hejsan hej hund katt kaffe semester hemma jobbet jobb arbete kontor kontoret
  bulle fika kärlek karlek solsken blomma prinsessa drake apa nytt nya mitt min det och the and`)

/** What belongs to this portal, its receiver and its people's work. */
export const KNOWN_WORDS = words(`
  kvittens kvittenser kvitto portal portalen försäkringskassan forsakringskassan försäkring forsakring kassan fk skatteverket
  sjukanmälan sjukanmalan sjuklön sjuklon sjuk föräldrapenning foraldrapenning vab lön lon löner loner lönekontor lonekontor
  arbetsgivare ombud inlämning inlamning filöverföring filoverforing fil bankid freja legitimation personnummer organisationsnummer
  exempelbolaget provföretaget företag foretag företaget foretaget bolaget bolag`)

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
