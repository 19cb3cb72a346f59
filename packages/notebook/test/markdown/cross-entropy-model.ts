const { raw } = String

/** A `<Model>` of eleven lines: softmax on line 4, the loss on line 8. */
export const model = raw`<Model name="ce" sizes={{ C: [2, 6] }} index={{ C: "i j k" }} free={{ z: "vector", y: "onehot" }}>

$$ name=softmax
\sigma_i = \frac{e^{z_i}}{\sum_{j=1}^{C} e^{z_j}}
$$

$$ name=loss
L = -\sum_{k=1}^{C} y_k \log \sigma_k
$$

</Model>

`
