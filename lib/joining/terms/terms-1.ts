export const TERMS_1 = {
  version: '2026-11-30',
  sv: `Villkor för anslutning till Kvittens (förslag, version 2026-11-30)

Det här är ett förslag till text. Den som driver portalen ersätter den med sina egna villkor.

1. Arbetsgivaren använder portalen för att lämna uppgifter till Försäkringskassan och för att hämta filer därifrån.
2. Arbetsgivaren svarar för att uppgifterna är riktiga och för att de lämnas i tid. Portalen kontrollerar hur en fil är skriven, men ändrar inget i den.
3. Arbetsgivaren utser minst en behörighetsadministratör. Hon eller han ger andra personer rätt att lämna filer, och tar bort rätten när någon slutar.
4. Var och en loggar in som sig själv och lånar inte ut sin inloggning. Arbetsgivaren skyddar nycklarna till sina certifikat och spärrar ett certifikat som kan vara i orätta händer.
5. En fil är mottagen av portalen när arbetsgivaren har fått en referens, och av Försäkringskassan när den har kvitterat filen. Går det inte att få veta om Försäkringskassan har tagit emot en fil säger portalen det.
6. Portalen kan vara stängd vid planerade stopp, som meddelas i förväg, och vid fel. Står den still gäller Försäkringskassans andra sätt att lämna uppgifter.
7. Arbetsgivaren kan avsluta anslutningen när som helst. Filer som är på väg går fram ändå.
8. Nya villkor meddelas minst två veckor innan de börjar gälla, och godtas då på nytt.`,
  en: `Terms for joining Kvittens (proposal, version 2026-11-30)

This is a proposed text. Whoever runs the portal replaces it with their own terms.

1. The employer uses the portal to hand in information to Försäkringskassan and to fetch files from there.
2. The employer is responsible for the information being right and handed in on time. The portal checks how a file is written, but changes nothing in it.
3. The employer names at least one administrator, who gives other people the right to hand in files, and takes it away when somebody leaves.
4. Everybody logs in as themselves and lends their login to nobody. The employer protects the keys of its certificates and revokes a certificate that may be in the wrong hands.
5. A file is received by the portal when the employer has been given a reference, and by Försäkringskassan when it has acknowledged the file. Where it cannot be known whether Försäkringskassan has received a file, the portal says so.
6. The portal may be closed during planned stops, which are announced, and when something fails. Then Försäkringskassan’s other ways of handing in apply.
7. The employer may end the connection at any time. Files under way still go through.
8. New terms are announced at least two weeks before they apply, and are then accepted anew.`,
}
