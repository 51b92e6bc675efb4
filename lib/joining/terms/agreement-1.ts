export const AGREEMENT_1 = {
  version: '2026-11-30',
  sv: `Personuppgiftsbiträdesavtal (förslag, version 2026-11-30)

Det här är ett förslag till text. Den som driver portalen ersätter den med sitt eget avtal.

1. Arbetsgivaren är personuppgiftsansvarig för uppgifterna i de filer som lämnas. Den som driver portalen är personuppgiftsbiträde.
2. Uppgifterna rör anställda: personnummer, anställning, frånvaro och sjukperioder. De behandlas bara för att kontrolleras, skickas till Försäkringskassan och hämtas därifrån.
3. Biträdet behandlar uppgifterna bara efter arbetsgivarens instruktioner, som är det arbetsgivaren gör i portalen.
4. Filer lagras krypterade. Bara den del av portalen som skickar en fil kan öppna den. Innehållet gallras efter den tid som arbetsgivaren har valt, högst den som portalen anger.
5. De som arbetar hos biträdet har tystnadsplikt. Vem som har sett vad antecknas, och arbetsgivaren kan se det.
6. Biträdet anlitar ingen annan för behandlingen utan att arbetsgivaren har fått veta det i förväg och kunnat säga nej.
7. Biträdet hjälper arbetsgivaren att svara på begäran från enskilda, och berättar utan dröjsmål om uppgifter kan ha kommit i orätta händer.
8. När anslutningen avslutas gallras innehållet. Kvittenser och loggar sparas så länge lagen kräver.
9. Arbetsgivaren får granska att avtalet följs.`,
  en: `Data processing agreement (proposal, version 2026-11-30)

This is a proposed text. Whoever runs the portal replaces it with their own agreement.

1. The employer is the controller of the personal data in the files handed in. Whoever runs the portal is the processor.
2. The data is about employees: personal identity numbers, employment, absence and periods of sickness. It is processed only to be checked, sent to Försäkringskassan and fetched from there.
3. The processor processes the data only on the employer’s instructions, which are what the employer does in the portal.
4. Files are stored encrypted. Only the part of the portal that sends a file can open it. Content is erased after the time that the employer has chosen, at most the portal’s own.
5. Those who work for the processor are bound by secrecy. Who has seen what is recorded, and the employer can see it.
6. The processor engages nobody else without the employer having been told beforehand and having been able to say no.
7. The processor helps the employer answer requests from individuals, and tells without delay if data may have come into the wrong hands.
8. When the connection ends, content is erased. Receipts and logs are kept for as long as the law requires.
9. The employer may audit that the agreement is kept.`,
}
