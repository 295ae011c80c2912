# ruff: noqa: E501 - a line of a template is a line of the page
"""The HTML templates, as text: one body for the one-page report and the mail, one for letters to units.

Styles that a mail needs are written on the elements (mail readers drop style sheets); what only a browser
and a printer need stands in the style sheet.
"""

from __future__ import annotations

BODY = """\
{% set cell = "border:1px solid #bfbfbf;padding:4px 6px;vertical-align:top;word-break:break-all" %}
{% set head = "border:1px solid #bfbfbf;padding:4px 6px;background:#f2f2f2;font-weight:bold;text-align:left" %}
<h1 style="font-size:20px;text-align:center;margin:6px 0">{{ b.title }}</h1>
<p style="text-align:center;color:#404040;margin:2px 0 8px">报送期：{{ b.period }}　数据截至：{{ b.as_of }}　{{ b.office }}</p>
<p class="said" style="font-size:16px;font-weight:bold;margin:8px 0">{{ b.conclusion }}</p>
{% if note %}<p style="margin:6px 0;padding:6px;border-left:4px solid #1f4e79;background:#f7f9fc">{{ note }}</p>{% endif %}
<table class="cards" style="width:100%;border-collapse:collapse;text-align:center;table-layout:fixed"><tr>
{% for card in b.cards %}<td style="border:1px solid #bfbfbf;background:#f7f9fc;padding:4px 2px">
<div style="color:#404040">{{ card.label }}（{{ card.measure }}）</div>
<div class="figure" style="font-size:26px;font-weight:bold;color:#1f4e79">{{ card.value }}</div>
<div style="color:#595959;font-size:12px">较上期 {{ card.change }}</div></td>
{% endfor %}</tr></table>
{% for line in b.balances %}<p class="balance" style="margin:3px 0;font-size:12px;color:#404040">{{ line }}</p>{% endfor %}
<div class="pair"><div>
<h2 style="font-size:15px;color:#1f4e79;border-bottom:2px solid #1f4e79;margin:10px 0 4px">报送率</h2>
<table class="bars" style="border-collapse:collapse">{% for bar in b.bars[:bars] %}<tr><td style="padding:1px 8px 1px 0">{{ bar.name }}</td>\
<td style="color:#1f4e79;letter-spacing:1px;white-space:nowrap">{{ bar.signs }}</td>\
<td style="padding-left:8px;text-align:right">{{ bar.percent }}</td>\
<td style="padding-left:8px;color:#595959;font-size:12px">{{ bar.detail }}</td></tr>{% endfor %}</table>
</div><div>
<h2 style="font-size:15px;color:#1f4e79;border-bottom:2px solid #1f4e79;margin:10px 0 4px">\
{{ "未报送的单位" if b.past_due else "还没有报送的单位" }}（{{ b.missing|length }}家）</h2>
<p style="margin:3px 0">{% set names = fitting(b.missing) %}{{ b.missing[:names]|join("、") if b.missing else "没有。" }}\
{% if b.missing|length > names %}……等{{ b.missing|length }}家，名单见汇总表“报送情况”。{% endif %}</p>
</div></div>
{% if b.calls %}<h2 style="font-size:15px;color:#1f4e79;border-bottom:2px solid #1f4e79;margin:10px 0 4px">\
需要联系的单位（{{ b.calls|length }}家，欠项多的在前）</h2>
<table style="width:100%;border-collapse:collapse;font-size:13px"><tr><th style="{{ head }}">单位</th>\
<th style="{{ head }}">所欠事项</th><th style="{{ head }}">联络员</th></tr>
{% for unit, owes, contact in b.calls[:calls] %}<tr><td style="{{ cell }}">{{ unit }}</td>\
<td style="{{ cell }}">{{ owes }}</td><td style="{{ cell }}">{% for part, whole in contact|parts %}{% if whole %}<span style="white-space:nowrap">{{ part.strip() }}</span>{{ " " if part != part.strip() else "" }}{% else %}{{ part }}{% endif %}{% endfor %}</td></tr>
{% endfor %}</table>
{% if b.calls|length > calls %}<p style="margin:3px 0;font-size:12px">另有{{ b.calls|length - calls }}家，见汇总表“报送情况”。</p>{% endif %}{% endif %}
<div class="pair">{% for title, rows in (("空白", b.blanks), ("建议核实", b.doubts)) %}{% if rows %}<div>\
<h2 style="font-size:15px;color:#1f4e79;border-bottom:2px solid #1f4e79;margin:10px 0 4px">{{ title }}（{{ rows|length }}家）</h2>
<p style="margin:3px 0;font-size:13px">{% set most = fitting(rows) %}{% for unit, tasks in rows[:most] %}{{ unit }}：{{ tasks }}{{ "；" if not loop.last else "" }}{% endfor %}\
{% if rows|length > most %}……另有{{ rows|length - most }}家，见汇总表“空白预警”{% endif %}。</p></div>{% endif %}{% endfor %}</div>
<h2 style="font-size:15px;color:#1f4e79;border-bottom:2px solid #1f4e79;margin:10px 0 4px">需要决定的事项</h2>
{% if b.decisions %}<ul style="margin:3px 0;padding-left:20px;font-size:13px">{% for one in b.decisions[:calls] %}\
<li>{{ one.title }}{{ one.count }}件：{{ one.example }}。{{ one.todo }}</li>{% endfor %}</ul>\
{% else %}<p style="margin:3px 0">没有。</p>{% endif %}
<h2 style="font-size:15px;color:#1f4e79;border-bottom:2px solid #1f4e79;margin:10px 0 4px">下一步日期</h2>
<p style="margin:3px 0;font-size:13px">{% for line in b.dates %}{{ line }}{{ "；" if not loop.last else "。" }}{% else %}没有待到期的事项。{% endfor %}</p>
"""

PAGE = """\
<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ b.title }} {{ b.period }}</title>
<style>
body{font-family:"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",SimSun,sans-serif;font-size:14px;line-height:1.45;color:#000;margin:0;background:#fff}
main{max-width:900px;margin:0 auto;padding:10px 12px}
.picture{display:flex;flex-wrap:wrap;gap:8px;align-items:flex-start}
.picture svg{flex:1 1 300px;min-width:0;height:auto}
@media print,(min-width:700px){.pair{display:flex;gap:24px}.pair>div{flex:1 1 0;min-width:0}}
@media screen{.picture svg:not(:only-child){max-width:434px!important}}
.rule{font-size:12px;color:#404040;margin:3px 0}
@media (max-width:480px){.figure{font-size:20px!important}h1{font-size:17px!important}.picture svg{flex-basis:100%}}
@page{size:A4 portrait;margin:10mm}
@media print{main{max-width:none;padding:0;height:275mm;display:flex;flex-direction:column}main>*{flex:none}.bars{align-self:flex-start}
section{flex:1 1 0!important;min-height:0;display:flex;flex-direction:column}body{font-size:{{ scale }}px;line-height:1.3}
h1{font-size:18px!important}h2{font-size:13px!important;margin:5px 0 2px!important}p{margin:2px 0!important}
table,p,ul{font-size:{{ scale }}px!important}td,th{padding:1px 5px!important}.figure{font-size:20px!important}.said{font-size:13px!important}
.picture{flex:1 1 0;min-height:0;flex-wrap:nowrap}.picture svg{flex:1 1 0;max-width:none!important;height:100%;max-height:130mm}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
</style></head><body><main>
{% include "body" %}
<section><h2 style="font-size:15px;color:#1f4e79;border-bottom:2px solid #1f4e79;margin:10px 0 4px">单位与任务（灯）</h2>
<div class="picture">{% for panel in panels %}
<svg viewBox="0 0 {{ panel.layout.width }} {{ panel.height }}" style="max-width:{{ panel.layout.most }}px" preserveAspectRatio="xMinYMin" role="img" aria-label="单位与任务的灯">
{% for x, text in panel.heads %}<text x="{{ x }}" y="9" font-size="7" text-anchor="middle">{{ text }}</text>{% endfor %}
{% for row in panel.rows %}<g><title>{{ row.name }}</title><text x="0" y="{{ row.y + 9 }}" font-size="9"{% if row.squeezed %} textLength="{{ panel.layout.left - 4 }}" lengthAdjust="spacingAndGlyphs"{% endif %}>{{ row.label }}</text>\
{% for x, fill, sign in row.cells %}<rect x="{{ x }}" y="{{ row.y }}" width="{{ panel.layout.wide }}" height="11" fill="{{ fill }}"/>\
{% if sign %}<text x="{{ x + panel.layout.wide / 2 }}" y="{{ row.y + 9 }}" font-size="{{ panel.layout.sign }}" text-anchor="middle">{{ sign }}</text>{% endif %}{% endfor %}</g>
{% endfor %}</svg>{% endfor %}</div>
<p class="rule">× 红　△ 黄　无字 绿　· 灰　空白 不欠此项。{% for line in rules %}{{ line }}{% endfor %}</p></section>
</main></body></html>
"""

MAIL = """\
<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"></head>
<body style="font-family:'Microsoft YaHei',SimSun,sans-serif;font-size:14px;line-height:1.5;color:#000">
<div style="max-width:760px">
{% include "body" %}
<p style="margin:10px 0 0;color:#595959;font-size:12px">{{ foot }}</p>
</div></body></html>
"""

LETTER = """\
<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"></head>
<body style="font-family:'Microsoft YaHei',SimSun,sans-serif;font-size:15px;line-height:1.7;color:#000">
<div style="max-width:720px">
<p style="margin:4px 0">{{ greeting }}</p>
{% for heading, lines in parts %}{% if heading %}<p style="margin:8px 0 2px;font-weight:bold">{{ heading }}</p>{% endif %}
{% for line in lines %}<p style="margin:2px 0;text-indent:2em">{{ line }}</p>
{% endfor %}{% endfor %}
<p style="margin:12px 0 0;text-align:right">{{ office }}</p><p style="margin:0;text-align:right">{{ day }}</p>
<p style="margin:10px 0 0;color:#595959;font-size:12px">{{ foot }}</p>
</div></body></html>
"""
