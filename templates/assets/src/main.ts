// What the pages do beyond HTML. Every form works without it; each behaviour is attached by a data-* attribute, in a file of its own.
import htmx from "htmx.org";
import { attach } from "./attach";
import "./confirm"; // first: whoever listens for a submission after it sees whether the person said yes
import "./autosave";
import "./busy";
import "./captcha";
import "./checkall";
import "./colour";
import "./copy";
import "./dirty";
import "./drop";
import "./focus";
import "./preview";
import "./resend";
import "./rows";
import "./switch";
import "./timer";
import "./toast";

attach(document);
// What htmx brings in gets its behaviours too.
htmx.on("htmx:load", (event) => attach((event as CustomEvent<{ elt: Element }>).detail.elt));
