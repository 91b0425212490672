// The line for today on the front page: the nights of this day of the year by the reader's clock, or else those of
// the next day that had one. It reads them from the timeline below; without it the line leads to the whole year.

const line = document.querySelector("[data-today]");
const days = {};
for (const night of document.querySelectorAll("[data-item]:not([data-result=scheduled])")) {
  (days[night.querySelector("time").dateTime.slice(5)] ??= []).push(night);
}
if (line && Object.keys(days).length) show(JSON.parse(line.dataset.today));

function show(words) {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const key = () => [day.getMonth() + 1, day.getDate()].map((number) => String(number).padStart(2, "0")).join("-");
  while (!days[key()]) day.setDate(day.getDate() + 1); // comes to an end: 29 February, too, comes round

  const nights = days[key()];
  const date = new Intl.DateTimeFormat(words.locale, { day: "numeric", month: "long" }).format(day);
  let label = (day > now ? words.next_one : words.today).replace("{date}", date);
  if (nights.length > 2) label = words.newest.replace("{label}", label).replace("{count}", nights.length);
  const links = nights.slice(-2).map((night) => {
    const match = night.querySelector("a");
    return link(match.href, `${night.querySelector("time").dateTime.slice(0, 4)}: ${match.textContent}`);
  });
  line.replaceChildren(link(`${line.querySelector("a").href}${key()}/`, label), ...links);
}

function link(address, text) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = text;
  return link;
}
