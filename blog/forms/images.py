"""Forms of the library of pictures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blog.models import Image

PICTURES = "image/jpeg,image/png,image/webp,image/avif,image/gif"


class FocalPointInput(forms.NumberInput):
    """Percent of width or height."""

    def __init__(self) -> None:
        super().__init__(attrs={"min": 0, "max": 100, "inputmode": "numeric"})


class ImageForm(forms.ModelForm):
    """What a picture shows and who made it; with `upload` its file, or another one for it."""

    upload = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=_("JPEG, PNG, WebP, AVIF or GIF, up to 20 MB. It is drawn anew: place and camera go."),
    )

    class Meta:
        model = Image
        fields = ("alt", "caption", "credit", "licence", "focal_x", "focal_y")
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 2}),
            "focal_x": FocalPointInput(),
            "focal_y": FocalPointInput(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["upload"].required = False
            self.fields["upload"].label = _("Another file")
            self.fields["upload"].help_text = _(
                "Takes the place of this one wherever the picture stands; the old file goes at once."
            )
