/* The focal point of a picture: a click on its preview fills in the two numbers that do the same without a script. */
for (const preview of document.querySelectorAll("[data-focal]")) follow(preview)

function follow(preview) {
  const image = preview.querySelector("img")
  const marks = preview.querySelectorAll("circle")
  const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`))
  const show = () => {
    for (const mark of marks) {
      mark.setAttribute("cx", `${percent(fields[0].value)}%`)
      mark.setAttribute("cy", `${percent(fields[1].value)}%`)
    }
  }
  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect()
    fields[0].value = percent(((event.clientX - box.left) / box.width) * 100)
    fields[1].value = percent(((event.clientY - box.top) / box.height) * 100)
    show()
  })
  for (const field of fields) field.addEventListener("input", show)
  preview.classList.add("focal--ready")
}

function percent(value) {
  return Math.min(100, Math.max(0, Math.round(Number(value) || 0)))
}
