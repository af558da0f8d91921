"""`{% once name=site.name %}…{% endonce %}`: what is the same on many pages is rendered once for all."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST = 64  # sets of values and languages that are remembered of one place


class Once(template.Node):
    """Renders its words for each language and each set of values, and remembers them.

    Inside, nothing is known but these values, which have to be hashable: neither the reader nor the request
    can get into what others see. Nothing in it may depend on the time or its zone.
    """

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self._values = values
        self._kept: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self._values.items()}
        key = (get_language(), *values.values())
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = self._rendered(context, values)
        return found

    def _rendered(self, context: template.Context, values: dict[str, object]) -> SafeString:
        alone = template.Context(values, autoescape=context.autoescape)
        alone.template = context.template
        return self.nodelist.render(alone)


@register.tag
def once(parser: Parser, token: Token) -> Once:
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError("`once` takes names with values")
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist, values)
